/** Reads the outline (bookmarks): which heading stands on which page, and how far down. */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface OutlineEntry {
  readonly title: string;
  /** 1 to 6. */
  readonly depth: number;
  /** 1-based. */
  readonly page: number;
  /** In the page's own measure, from the bottom; undefined where only the page is named. */
  readonly top: number | undefined;
}

interface OutlineNode {
  readonly title: string;
  readonly dest: string | readonly unknown[] | null;
  readonly items: readonly OutlineNode[];
}

const MAX_ENTRIES = 20_000;
const MAX_NESTING = 40;

/**
 * In the outline's order; entries that lead to no page of this file are left out, what stands under them is kept.
 * @param pageOf finds a page by its object in the file: `12 0`.
 */
export async function readOutline(
  pdf: PDFDocumentProxy,
  pageOf: (reference: string) => number | undefined,
): Promise<OutlineEntry[]> {
  // The types don't say that a file may have no outline.
  const nodes = (await pdf.getOutline().catch(() => [])) as readonly OutlineNode[] | null;
  const entries: OutlineEntry[] = [];
  const visit = async (list: readonly OutlineNode[], nesting: number): Promise<void> => {
    for (const node of list) {
      if (entries.length >= MAX_ENTRIES || nesting > MAX_NESTING) return;
      const target = await targetOf(pdf, node.dest, pageOf);
      const title = node.title
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Co}\s]+/gu, ' ')
        .trim();
      const isEntry = target !== undefined && title !== '';
      if (isEntry) entries.push({ title, depth: Math.min(6, nesting), ...target });
      await visit(node.items, isEntry ? nesting + 1 : nesting);
    }
  };
  await visit(nodes ?? [], 1);
  return entries;
}

async function targetOf(
  pdf: PDFDocumentProxy,
  dest: OutlineNode['dest'],
  pageOf: (reference: string) => number | undefined,
): Promise<{ page: number; top: number | undefined } | undefined> {
  try {
    const explicit: unknown = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
    if (!Array.isArray(explicit)) return undefined;
    const [target, fit, ...numbers] = explicit as readonly unknown[];
    const page = typeof target === 'number' ? target + 1 : pageOf(referenceOf(target));
    if (page === undefined || page < 1 || page > pdf.numPages) return undefined;
    const name = (fit as { name?: unknown } | null | undefined)?.name;
    const top =
      name === 'XYZ'
        ? numbers[1]
        : name === 'FitH' || name === 'FitBH'
          ? numbers[0]
          : name === 'FitR'
            ? numbers[3]
            : undefined;
    return { page, top: typeof top === 'number' ? top : undefined };
  } catch {
    return undefined;
  }
}

/** How an object of the file is named here. */
export function referenceOf(value: unknown): string {
  const { num, gen } = (value ?? {}) as { num?: unknown; gen?: unknown };
  return `${String(num)} ${String(gen)}`;
}
