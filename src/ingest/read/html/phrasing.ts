/** Blocks as phrases, for headings, terms and cells. */
import type { PhrasingContent, RootContent } from 'mdast';

export function phrasingOf(nodes: readonly RootContent[]): PhrasingContent[] {
  const result: PhrasingContent[] = [];
  for (const node of nodes) {
    const isBlock = ['paragraph', 'heading', 'list', 'listItem', 'blockquote', 'code', 'table'].includes(node.type);
    if (isBlock && result.length > 0) result.push({ type: 'text', value: ' ' });
    if (node.type === 'code') result.push({ type: 'inlineCode', value: node.value.replace(/\s*\n\s*/g, ' ') });
    else if (node.type === 'break') result.push({ type: 'text', value: ' ' });
    else if (node.type === 'listItem') result.push({ type: 'text', value: '• ' }, ...phrasingOf(node.children));
    else if (node.type === 'list' || node.type === 'blockquote') result.push(...phrasingOf(node.children));
    else if (node.type === 'paragraph' || node.type === 'heading') result.push(...phrasingOf(node.children));
    else if (['text', 'emphasis', 'strong', 'delete', 'inlineCode', 'link', 'image'].includes(node.type))
      result.push(node as PhrasingContent);
  }
  return result;
}
