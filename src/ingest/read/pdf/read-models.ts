/** Reads a PDF page by page, freeing each page before the next. */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { StatedStructure } from './analyse-pages.js';
import { statedData } from './document-facts.js';
import { faultOf } from './open-pdf.js';
import { readOutline, referenceOf } from './outline.js';
import type { PageModel } from './page-model.js';
import { createPageReading } from './read-page.js';

/**
 * Pages after which the file is opened anew. pdfjs has no other way to let go of a page's annotations and objects, which
 * take as much as what is kept of the page here; opening takes as long as reading five pages.
 */
const OPEN_EVERY = 300;

export interface ReadModels {
  readonly pages: readonly PageModel[];
  readonly stated: StatedStructure;
  /** One sentence for each page that could not be read. */
  readonly problems: readonly string[];
}

/**
 * A page that is damaged becomes an empty page; only a file without any readable page is damaged as a whole.
 * @param first the open file, which is closed in the end.
 * @param open opens it again.
 */
export async function readModels(
  first: PDFDocumentProxy,
  open: () => Promise<PDFDocumentProxy>,
  onPage: () => void,
): Promise<ReadModels> {
  let pdf = first;
  const problems: string[] = [];
  const data = await statedData(pdf);
  const labels = await pdf.getPageLabels().catch(() => null);
  const references = new Map<string, number>();
  const outlined = (await pdf.getOutline().catch(() => null)) !== null;
  const isTagged = !outlined && (await isMarked(pdf));
  let readPage = createPageReading(pdf);
  const pages: PageModel[] = [];
  let readable = 0;
  let firstFault: unknown;
  for (let index = 1; index <= pdf.numPages; index += 1) {
    try {
      const { model, reference } = await readPage(index, { tagged: isTagged });
      pages.push(model);
      references.set(referenceOf(reference), index);
      readable += 1;
    } catch (error) {
      firstFault ??= error;
      pages.push(emptyPage(index));
      problems.push(`page ${String(index)} can't be read: ${faultOf(error).message}`);
    }
    onPage();
    if (index % OPEN_EVERY === 0) {
      await pdf.destroy();
      pdf = await open();
      readPage = createPageReading(pdf);
    }
  }
  if (readable === 0 && firstFault !== undefined) throw faultOf(firstFault);
  const outline = await readOutline(pdf, (reference) => references.get(reference));
  await pdf.destroy();
  return { pages, stated: { ...data, labels, outline }, problems: summarised(problems) };
}

/** A file with thousands of damaged pages says so once. */
function summarised(problems: readonly string[]): readonly string[] {
  const shown = 5;
  if (problems.length <= shown) return problems;
  return [...problems.slice(0, shown), `${String(problems.length - shown)} more pages can't be read`];
}

async function isMarked(pdf: PDFDocumentProxy): Promise<boolean> {
  const info = (await pdf.getMarkInfo().catch(() => null)) as { Marked?: boolean } | null;
  return info?.Marked === true;
}

function emptyPage(index: number): PageModel {
  return {
    index,
    width: 0,
    height: 0,
    topOf: () => 0,
    segments: [],
    rules: [],
    links: [],
    characters: 0,
    unmapped: 0,
    drawn: true,
    taggedHeadings: new Map(),
  };
}
