/** Chooses the reader of a file's format. */
import { FileUnsupportedError } from '../../errors.js';
import type { FileFormat } from '../source/file-format.js';
import { htmlReader } from './html-reader.js';
import { markdownReader, mdxReader } from './markdown-reader.js';
import type { PageReader, ReadFile } from './page-reader.js';
import { loneContext, type ReadContext } from './read-context.js';
import { rstReader } from './rst/rst-reader.js';
import { sourceReader, textReader } from './text-reader.js';

const READERS: Readonly<Record<FileFormat, PageReader>> = {
  markdown: markdownReader,
  mdx: mdxReader,
  rst: rstReader,
  html: htmlReader,
  text: textReader,
  source: sourceReader,
};

/**
 * @param format as a plan or the store has it.
 * @param name of the file, for its title and for messages.
 * @param context where the file stands in its source; without one it can't include others.
 * @throws FileUnreadableError, FileUnsupportedError
 */
export async function readFile(
  bytes: Uint8Array,
  format: string,
  name: string,
  context: ReadContext = loneContext(name),
): Promise<ReadFile> {
  if (!Object.hasOwn(READERS, format)) {
    throw new FileUnsupportedError(`${name} is of the format ${format}, which no reader knows`, { name, format });
  }
  const read = await READERS[format as FileFormat].read(bytes, name, context);
  const includes = context.asked();
  return includes.length === 0 ? read : { ...read, includes };
}
