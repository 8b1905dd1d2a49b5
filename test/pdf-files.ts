/** Makes the PDFs that the tests of the reader read; nothing of them comes from elsewhere. */
import PDFDocument from 'pdfkit';

export type Pdf = PDFKit.PDFDocument;
type Options = PDFKit.PDFDocumentOptions;

/** Letter-sized pages; `draw` begins on the first. */
export function pdfOf(draw: (pdf: Pdf) => void, options: Options = {}): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'LETTER', margin: 72, compress: false, ...options });
  const parts: Buffer[] = [];
  const made = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => {
      resolve(new Uint8Array(Buffer.concat(parts)));
    });
    pdf.on('error', reject);
  });
  draw(pdf);
  pdf.end();
  return made;
}

/** Lines at given places, one under the other; nothing is wrapped or moved. */
export function lines(pdf: Pdf, x: number, y: number, texts: readonly string[], step = 14): void {
  for (const [at, text] of texts.entries()) pdf.text(text, x, y + at * step, { lineBreak: false });
}

/** The file's own page labels, as the PDF standard writes them. */
export function labelPages(
  pdf: Pdf,
  ranges: readonly (readonly [page: number, label: Record<string, unknown>])[],
): void {
  const root = (pdf as unknown as { _root: { data: Record<string, unknown> } })._root;
  root.data['PageLabels'] = { Nums: ranges.flatMap(([page, label]) => [page, label]) };
}
