/** What an MDX element or expression says, as far as it can be told without running it. */
import type { Program } from 'acorn';
import type { fromMarkdown } from 'mdast-util-from-markdown';
import 'mdast-util-mdx';
import { UNKNOWN, valueOf, type Scope } from './static-values.js';

export type Root = ReturnType<typeof fromMarkdown>;
export type RootContent = Root['children'][number];
export type Element = Extract<RootContent, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

/** `<If condition={false}>` and the like; what can't be told is shown. */
export function isHidden(node: Element, scope: Scope): boolean {
  if (/^[a-z]/.test(node.name ?? '')) return false;
  return node.attributes.some(
    (attribute) =>
      attribute.type === 'mdxJsxAttribute' &&
      /^(?:condition|if|when|test|show)$/.test(attribute.name) &&
      attributeValue(attribute.value, scope) === false,
  );
}

/** Tables say yes and no with icons. */
export function iconText(name: string): string | undefined {
  if (/^(?:Check|Tick|Yes)\w*$/.test(name)) return '✓';
  return /^(?:Cross|Close|X|No|Not)(?:Icon|Mark|Circle\w*)?$/.test(name) ? '✗' : undefined;
}

type Attribute = Extract<Element['attributes'][number], { type: 'mdxJsxAttribute' }>['value'];

export function attributeValue(value: Attribute, scope: Scope): unknown {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value;
  return programValue(value.data?.estree as Program | null | undefined, scope);
}

export function attributeText(node: Element, name: string, scope: Scope): string | undefined {
  for (const given of node.attributes) {
    if (given.type !== 'mdxJsxAttribute' || given.name !== name) continue;
    const value = attributeValue(given.value, scope);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

export function codeOf(node: Element, scope: Scope): string | undefined {
  const [child, ...others] = node.children;
  if (others.length > 0 || (child?.type !== 'mdxFlowExpression' && child?.type !== 'mdxTextExpression'))
    return undefined;
  const value = programValue(child.data?.estree as Program | null | undefined, scope);
  return typeof value === 'string' ? value.replace(/^\n+|\s+$/g, '') : undefined;
}

export function expressionText(
  node: Extract<RootContent, { type: 'mdxFlowExpression' | 'mdxTextExpression' }>,
  scope: Scope,
): string {
  if (/^\s*(?:\/\*[\s\S]*\*\/\s*|\/\/[^\n]*\s*)?$/.test(node.value)) return '';
  const value = programValue(node.data?.estree as Program | null | undefined, scope);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (value !== UNKNOWN) return '';
  return node.type === 'mdxTextExpression' ? `{${node.value}}` : '';
}

function programValue(program: Program | null | undefined, scope: Scope): unknown {
  const [statement] = program?.body ?? [];
  return statement?.type === 'ExpressionStatement' ? valueOf(statement.expression, scope) : UNKNOWN;
}
