/** What passes between the reader and the process that reads one PDF. */
import type { ReadLimit } from '../../../errors.js';
import type { ReadBlock, ReadSection } from '../page-reader.js';
import type { AnalysedPage } from './analyse-pages.js';
import type { DocumentFacts } from './document-facts.js';
import type { PdfFault } from './open-pdf.js';
import type { PdfLimits } from './pdf-limits.js';

/** Given as the process's argument, as JSON; the file itself comes on its standard input. */
export interface PdfTask {
  readonly limits: PdfLimits;
}

/** Results come in parts, so that neither side ever holds or parses one large message. */
export type FromPdfProcess =
  | { readonly kind: 'facts'; readonly facts: DocumentFacts; readonly warnings: readonly string[] }
  | { readonly kind: 'pages'; readonly pages: readonly AnalysedPage[] }
  | { readonly kind: 'sections'; readonly sections: readonly ReadSection[] }
  | { readonly kind: 'blocks'; readonly blocks: readonly ReadBlock[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'fault'; readonly fault: PdfFault; readonly message: string }
  | { readonly kind: 'limit'; readonly limit: ReadLimit };

/** Written to standard error by the watch before it ends the process. */
export const LIMIT_SIGN = 'limit reached:';
