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

/** From here on text is drawn in a font that does not say what its characters mean, as far as readers of the file can tell. */
export function hideMeaning(pdf: Pdf): void {
  const { _font: font } = pdf.font('Courier') as unknown as {
    _font: { ref(): { data: Record<string, unknown>; end(): void } };
  };
  const meaning = pdf.ref({});
  meaning.end(
    Buffer.from(
      `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <00> <FF> <E000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end`,
    ),
  );
  const dictionary = font.ref();
  const end = dictionary.end.bind(dictionary);
  dictionary.end = () => {
    dictionary.data['ToUnicode'] = meaning;
    end();
  };
}

/** The file's own page labels, as the PDF standard writes them. */
export function labelPages(
  pdf: Pdf,
  ranges: readonly (readonly [page: number, label: Record<string, unknown>])[],
): void {
  const root = (pdf as unknown as { _root: { data: Record<string, unknown> } })._root;
  root.data['PageLabels'] = { Nums: ranges.flatMap(([page, label]) => [page, label]) };
}
