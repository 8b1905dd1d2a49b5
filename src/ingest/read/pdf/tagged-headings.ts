/** Finds the headings that a tagged PDF names as such. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

interface TagNode {
  readonly role?: string;
  readonly children?: readonly TagNode[];
  readonly type?: string;
  readonly id?: string;
}

const MAX_DEPTH = 100;

/** `mcid → 1…6`; empty for a page that is not tagged. */
export async function taggedHeadings(page: PDFPageProxy): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  const visit = (node: TagNode, depth: number | undefined, nesting: number): void => {
    if (nesting > MAX_DEPTH) return;
    const own = depthOf(node.role) ?? depth;
    const mcid = node.type === 'content' ? /_mc(\d+)$/.exec(node.id ?? '')?.[1] : undefined;
    if (mcid !== undefined && own !== undefined) found.set(Number(mcid), own);
    for (const child of node.children ?? []) visit(child, own, nesting + 1);
  };
  try {
    const tree = (await page.getStructTree()) as TagNode | null;
    if (tree !== null) visit(tree, undefined, 0);
  } catch {
    return new Map();
  }
  return found;
}

function depthOf(role: string | undefined): number | undefined {
  if (role === 'Title') return 1;
  if (role === 'H') return 2;
  const level = /^H([1-6])$/.exec(role ?? '')?.[1];
  return level === undefined ? undefined : Number(level);
}
