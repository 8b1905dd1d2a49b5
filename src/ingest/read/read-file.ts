/** Chooses the reader of a file's format. */
import { FileUnsupportedError } from '../../errors.js';
import type { FileFormat } from '../files/file-format.js';
import { asciidocReader } from './asciidoc/asciidoc-reader.js';
import { docxReader } from './docx/docx-reader.js';
import { htmlReader } from './html/html-reader.js';
import { manReader } from './man/man-reader.js';
import { markdownReader, mdxReader } from './markdown/markdown-reader.js';
import { openapiReader } from './openapi/openapi-reader.js';
import type { PageReader, ReadFile } from './page-reader.js';
import { createPdfReader, type PdfSettings } from './pdf/pdf-reader.js';
import { loneContext, type ReadContext } from './read-context.js';
import { rstReader } from './rst/rst-reader.js';
import { sourceReader, textReader } from './text/text-reader.js';

/** Settings of the readers that have any. */
export interface ReadingSettings {
  readonly pdf?: PdfSettings;
}

/**
 * @param format as a plan or the store has it.
 * @param name of the file, for its title and for messages.
 * @param context where the file stands in its source; without one it can't include others.
 * @throws FileUnreadableError, FileUnsupportedError, and for paginated formats FileEncryptedError, ReadLimitError,
 * FileWithoutTextError
 */
export type ReadFileOf = (bytes: Uint8Array, format: string, name: string, context?: ReadContext) => Promise<ReadFile>;

export function createReadFile(settings: ReadingSettings = {}): ReadFileOf {
  const readers: Readonly<Record<FileFormat, PageReader>> = {
    markdown: markdownReader,
    mdx: mdxReader,
    rst: rstReader,
    html: htmlReader,
    asciidoc: asciidocReader,
    docx: docxReader,
    openapi: openapiReader,
    man: manReader,
    text: textReader,
    pdf: createPdfReader(settings.pdf),
    source: sourceReader,
  };
  return async (bytes, format, name, context = loneContext(name)) => {
    if (!Object.hasOwn(readers, format)) {
      throw new FileUnsupportedError(`${name} is of the format ${format}, which no reader knows`, { name, format });
    }
    const read = await readers[format as FileFormat].read(bytes, name, context);
    const includes = context.asked();
    return includes.length === 0 ? read : { ...read, includes };
  };
}

/** Reads with the settings that nobody has changed. */
export const readFile = createReadFile();
