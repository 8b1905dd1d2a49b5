/** One document takes in so much of other files and no more, whatever its format. */
import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSourceFiles } from '../src/ingest/files/source-files.js';
import { createIncludeBudget } from '../src/ingest/read/include/include-budget.js';
import type { ReadFile } from '../src/ingest/read/page-reader.js';
import { createReadContext } from '../src/ingest/read/read-context.js';
import { readFile } from '../src/ingest/read/read-file.js';
import { writeFiles } from './testkit/library.js';

const tooMuch = 'includes more than is read; the rest was left out';

interface Format {
  readonly format: string;
  readonly ending: string;
  /** A text that takes in a file so often. */
  readonly including: (name: string, times: number) => string;
}

const repeated = (line: string, times: number): string => `${line}\n\n`.repeat(times);

const formats: readonly Format[] = [
  { format: 'markdown', ending: 'md', including: (name, times) => repeated(`--8<-- "${name}"`, times) },
  {
    format: 'mdx',
    ending: 'mdx',
    including: (name, times) => `import Part from './${name}'\n\n${repeated('<Part />', times)}`,
  },
  { format: 'rst', ending: 'rst', including: (name, times) => repeated(`.. include:: ${name}`, times) },
  { format: 'asciidoc', ending: 'adoc', including: (name, times) => repeated(`include::${name}[]`, times) },
];

async function readOne({ format, ending }: Format, files: Readonly<Record<string, string>>): Promise<ReadFile> {
  const root = await mkdtemp(join(tmpdir(), 'mcdewey-includes-'));
  try {
    await writeFiles(root, files);
    const path = `doc.${ending}`;
    const context = createReadContext(createSourceFiles(root), path);
    return await readFile(new TextEncoder().encode(files[path]), format, path, context);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const countOf = (file: ReadFile, word: string): number =>
  file.blocks.map(({ text }) => text.split(word).length - 1).reduce((sum, count) => sum + count, 0);

describe.each(formats)('includes of $format', (format) => {
  const { ending, including } = format;

  it('go sixteen files deep', async () => {
    const files: Record<string, string> = { [`doc.${ending}`]: including(`f1.${ending}`, 1) };
    for (let at = 1; at <= 17; at += 1) {
      files[`f${String(at)}.${ending}`] = `${including(`f${String(at + 1)}.${ending}`, at < 17 ? 1 : 0)}\n\nTaken.\n`;
    }
    const file = await readOne(format, files);
    expect(countOf(file, 'Taken')).toBe(16);
    expect(file.warnings).toEqual([tooMuch]);
  });

  it('are two thousand at most', async () => {
    const files = { [`doc.${ending}`]: including(`part.${ending}`, 2_001), [`part.${ending}`]: 'Taken.\n' };
    const file = await readOne(format, files);
    expect(countOf(file, 'Taken')).toBe(2_000);
    expect(file.warnings).toEqual([tooMuch]);
  });

  it('are not of the file itself, and what is missing is told', async () => {
    const files = {
      [`doc.${ending}`]: `${including(`a.${ending}`, 1)}\n\n`,
      [`a.${ending}`]: `${including(`b.${ending}`, 1)}\n\nTaken.\n`,
      [`b.${ending}`]: `${including(`a.${ending}`, 1)}\n\nTaken.\n`,
    };
    const file = await readOne(format, files);
    expect(countOf(file, 'Taken')).toBe(2);
    expect(file.warnings).toEqual([`a.${ending} includes itself and was left out there`]);
    const lacking = await readOne(format, { [`doc.${ending}`]: including(`none.${ending}`, 1) });
    expect(lacking.warnings[0]).toMatch(/^the file (?:\.\/)?none\.\w+ that it includes was not found$/);
  });
});

describe('the budget of includes', () => {
  it('counts the characters of all files together', () => {
    const { takes, warnings } = createIncludeBudget();
    const half = 8 * 1024 * 1024;
    expect(takes({ path: 'a', characters: half }, ['doc'])).toBe(true);
    expect(takes({ path: 'a', characters: half }, ['doc'])).toBe(true);
    expect([...warnings]).toEqual([]);
    expect(takes({ path: 'b', characters: 1 }, ['doc'])).toBe(false);
    expect([...warnings]).toEqual([tooMuch]);
  });
});
