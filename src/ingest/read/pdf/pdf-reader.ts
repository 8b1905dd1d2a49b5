/** The reader of PDF files. */
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { FileWithoutTextError } from '../../../errors.js';
import { WITHOUT_TEXT, type PageQuality } from '../../../store/entities/page-quality.js';
import { titleFromName } from '../parts/file-title.js';
import type { PageReader, ReadFile } from '../page-reader.js';
import { PDF_LIMITS, type PdfLimits } from './pdf-limits.js';
import { recognise } from './pdf-ocr.js';
import { runPdfProcess, type PdfContent } from './pdf-process.js';
import { withRecognisedText } from './recognised-text.js';

const READABLE: readonly PageQuality[] = ['TEXT', 'PARTIAL', 'RECOGNISED'];

export interface PdfSettings {
  readonly limits?: Partial<PdfLimits>;
  /** See `recognise`; without it pages without a text layer are only named. */
  readonly ocrCommand?: string;
  /** Processes at once; the number of processors unless given. */
  readonly processes?: number;
}

/**
 * Reads each file in a process of its own. Files beyond the number of processors wait for their turn.
 * @throws FileEncryptedError, ReadLimitError, FileUnreadableError, FileWithoutTextError, CancelledError from `read`
 */
export function createPdfReader(settings: PdfSettings = {}): PageReader {
  const limits: PdfLimits = { ...PDF_LIMITS, ...settings.limits };
  const turn = pLimit(settings.processes ?? availableParallelism());
  return {
    read: (bytes, name, { signal }) =>
      turn(() => readPdf(bytes, name, { limits, ocrCommand: settings.ocrCommand, signal })),
  };
}

interface PdfReading {
  readonly limits: PdfLimits;
  readonly ocrCommand: string | undefined;
  readonly signal: AbortSignal | undefined;
}

async function readPdf(bytes: Uint8Array, name: string, { limits, ocrCommand, signal }: PdfReading): Promise<ReadFile> {
  const content = await runPdfProcess(bytes, name, limits, signal);
  const wanting = content.pages.filter(({ quality }) => WITHOUT_TEXT.includes(quality));
  const recognised =
    ocrCommand === undefined || wanting.length === 0
      ? undefined
      : await recognise(
          ocrCommand,
          bytes,
          wanting.map(({ index }) => index),
          signal,
        );
  const read = recognised === undefined ? content : withRecognisedText(content, recognised.texts);
  // Page numbers on scans are no text that anybody looks for.
  const isReadable = read.pages.some(({ quality }) => READABLE.includes(quality));
  if (read.blocks.length === 0 || !isReadable) throw withoutText(name, read, ocrCommand !== undefined);
  const notes =
    recognised === undefined
      ? []
      : [
          ...(recognised.texts.size > 0 ? [`the text of ${String(recognised.texts.size)} pages was recognised`] : []),
          ...(recognised.problem === undefined ? [] : [recognised.problem]),
        ];
  const { title, ...facts } = read.facts;
  return {
    ...facts,
    title: title ?? titleFromName(name),
    frontMatter: {},
    warnings: [...read.warnings, ...notes],
    pages: read.pages,
    sections: read.sections,
    blocks: read.blocks,
  };
}

function withoutText(name: string, { pages }: PdfContent, tried: boolean): FileWithoutTextError {
  const pictures = pages.filter(({ quality }) => quality === 'NO_TEXT_LAYER').length;
  const found = pictures === 0 ? 'nothing is written on them' : `${String(pictures)} have no text layer`;
  const advice =
    pictures === 0 || tried
      ? ''
      : ' Name a text recognition command in PDF_OCR_COMMAND, or ingest a copy that has a text layer.';
  return new FileWithoutTextError(`${name} holds no text: of its ${String(pages.length)} pages ${found}.${advice}`, {
    name,
    pages: pages.length,
    withoutTextLayer: pictures,
    withoutText: pages.filter(({ quality }) => WITHOUT_TEXT.includes(quality)).length,
  });
}
