import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHashingEmbedder } from '../src/embedding/hashing-embedder.js';
import { createReadPool, type ReadPool } from '../src/ingest/prepare/read-pool.js';

/**
 * Far more than any of these takes (about a second at most, on a slow machine), and far less than one would whose time grows with
 * the square of its size. It is time of the processor: what else the machine does is not counted.
 */
const cpuSeconds = 20;
const size = 100_000;

let pool: ReadPool;
beforeAll(() => {
  const { tokenizerFolder } = createHashingEmbedder();
  pool = createReadPool({ tokenizerFolder, limits: { cpuSeconds } });
});
afterAll(() => pool.close());

const filled = (unit: string): string => unit.repeat(Math.ceil(size / unit.length));

/** What parsers go back and forth on, in any format. */
const everywhere = [
  '[',
  '*_',
  '`',
  '\\`',
  '"\'',
  '|',
  '<',
  '<!--',
  '{{',
  '{%',
  '(',
  '![',
  '[a](',
  '-',
  ' ',
  '\n',
  '> ',
  '&#',
];

const formats: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  markdown: [
    ['headings of one name', filled('# same\n\n')],
    ['containers that are not closed', filled('::: a\n')],
    ['blocks that are not closed', filled('/// a\n')],
    ['a wide table', `|${filled('a|')}\n|${filled('-|')}\n`],
    ['front matter', `---\na: ${'['.repeat(20_000)}\n---\n`],
  ],
  mdx: [
    ['elements that are not closed', filled('<A>\n')],
    ['braces', '{'.repeat(20_000)],
  ],
  rst: [
    ['roles', filled(':ref:`a ')],
    ['titles', filled('a\n=\n\n')],
    ['substitutions', filled('|a ')],
  ],
  html: [
    ['elements in elements', filled('<div>')],
    ['tables in tables', filled('<table><tr><td>')],
    ['formatting that is not closed', filled('<b><p>')],
  ],
  asciidoc: [
    ['attributes', filled('{a}')],
    ['cross-references', filled('<<a,')],
    ['a cell as often as nobody can count', '|===\n99999999*|a\n|===\n'],
    ['a cell that spans as many', '|===\n9999999+|a\n|===\n'],
    ['as many columns', '[cols="99999999*"]\n|===\n|a\n|===\n'],
  ],
  man: [
    ['fonts', `.TH A 1\n${filled('\\fB')}`],
    ['sections', `.TH A 1\n${filled('.SH a\n')}`],
  ],
  openapi: [['a description', `openapi: 3.0.0\ninfo: {title: a, description: "${filled('[')}"}\n`]],
  text: [['rules', filled('a\n=\n\n')]],
  source: [['one line', filled('a_b.c ')]],
};

const endings: Readonly<Record<string, string>> = { markdown: 'md', asciidoc: 'adoc', openapi: 'yaml', man: '1' };

describe.each(Object.entries(formats))('%s takes no longer than its size asks for', (format, own) => {
  const inputs = [...own, ...everywhere.map((unit) => [JSON.stringify(unit), filled(unit)] as const)];

  it.each(inputs)('of %s', async (_name, text) => {
    const reading = pool.read({
      source: { folder: '/nowhere', root: '/nowhere', run: 'hostile' },
      path: `a.${endings[format] ?? format}`,
      name: `a.${endings[format] ?? format}`,
      format,
      productName: 'P',
      content: new TextEncoder().encode(text),
    });
    // It may be refused for what it is, but not given up.
    const code = await reading.then(
      () => 'READ',
      (error: unknown) => (error as { code?: string }).code,
    );
    expect(code).toMatch(/^(?:READ|FILE_UNREADABLE|FILE_UNSUPPORTED|FILE_WITHOUT_TEXT)$/);
  });
});
