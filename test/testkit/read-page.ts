/** Reads one page as an ingest would, with other files of its source around it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ReadFile } from '../../src/ingest/read/page-reader.js';
import { createReadContext } from '../../src/ingest/read/read-context.js';
import { readFile } from '../../src/ingest/read/read-file.js';
import { createSourceFiles } from '../../src/ingest/files/source-files.js';
import { writeFiles } from './library.js';

/** Markdown, or MDX by its ending. */
export async function readPage(
  path: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<ReadFile> {
  const root = await mkdtemp(join(tmpdir(), 'mcdewey-page-'));
  try {
    await writeFiles(root, { [path]: text, ...files });
    const context = createReadContext(createSourceFiles(root), path);
    const format = path.endsWith('.mdx') ? 'mdx' : 'markdown';
    return await readFile(new TextEncoder().encode(text), format, basename(path), context);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** The texts of its blocks. */
export async function pageBlocks(
  path: string,
  text: string,
  files?: Readonly<Record<string, string>>,
): Promise<string[]> {
  return (await readPage(path, text, files)).blocks.map((block) => block.text);
}
