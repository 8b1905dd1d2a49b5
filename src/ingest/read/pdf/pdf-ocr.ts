/** The seam to text recognition: a command that is given a PDF and a page and prints the page's text. Off unless configured. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../../errors.js';

/** Longest time for one page. */
const PAGE_MS = 60_000;
const MAX_BYTES = 2_000_000;

export interface RecognisedPages {
  /** Text by page index; pages in which nothing was recognised are missing. */
  readonly texts: ReadonlyMap<number, string>;
  /** One sentence about what went wrong. */
  readonly problem?: string;
}

/**
 * @param command program and its first arguments, parted by blanks; the file's path and the page's index follow them.
 * @param pages indexes, in order; after the first failure of the command the others are not tried.
 */
export async function recognise(
  command: string,
  bytes: Uint8Array,
  pages: readonly number[],
  signal?: AbortSignal,
): Promise<RecognisedPages> {
  const [program, ...first] = command.trim().split(/\s+/);
  if (program === undefined || program === '') return { texts: new Map() };
  const folder = await mkdtemp(join(tmpdir(), 'mcdewey-ocr-'));
  const texts = new Map<number, string>();
  try {
    const file = join(folder, 'file.pdf');
    await writeFile(file, bytes, { mode: 0o600 });
    for (const page of pages) {
      const text = (await run(program, [...first, file, String(page)], signal)).trim();
      if (text !== '') texts.set(page, text);
    }
    return { texts };
  } catch (error) {
    signal?.throwIfAborted();
    return { texts, problem: `text recognition failed: ${messageOf(error)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], signal: AbortSignal | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      args,
      { timeout: PAGE_MS, maxBuffer: MAX_BYTES, encoding: 'utf8', ...(signal !== undefined && { signal }) },
      (error, stdout) => {
        if (error === null) resolve(stdout);
        else reject(new Error(messageOf(error)));
      },
    );
  });
}
