/** Chooses the reader of a file's format. */
import { FileUnsupportedError } from '../../errors.js';
import type { FileFormat } from '../source/file-format.js';
import { markdownReader, mdxReader } from './markdown-reader.js';
import type { PageReader, ReadFile } from './page-reader.js';
import { sourceReader, textReader } from './text-reader.js';

const READERS: Readonly<Record<FileFormat, PageReader>> = {
  markdown: markdownReader,
  mdx: mdxReader,
  text: textReader,
  source: sourceReader,
};

/**
 * @param format as a plan or the store has it.
 * @param name of the file, for its title and for messages.
 * @throws FileUnreadableError, FileUnsupportedError
 */
export async function readFile(bytes: Uint8Array, format: string, name: string): Promise<ReadFile> {
  if (!Object.hasOwn(READERS, format)) {
    throw new FileUnsupportedError(`${name} is of the format ${format}, which no reader knows`, { name, format });
  }
  return READERS[format as FileFormat].read(bytes, name);
}
