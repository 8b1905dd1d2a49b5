import { describe, expect, it } from '@jest/globals';
import { headingPathOf } from '../src/ingest/chunk/heading-path.js';
import { chunkFile, type FilePassage } from '../src/ingest/chunk/chunk-file.js';
import type { ReadBlock } from '../src/ingest/read/page-reader.js';
import { readFile } from '../src/ingest/read/read-file.js';
import { identifiersOf } from '../src/search/identifiers.js';

/** One token per word, punctuation apart: near enough to a model's and easy to reckon with. */
function countTokens(text: string): number {
  return text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)?.length ?? 0;
}

async function chunk(text: string): Promise<FilePassage[]> {
  const file = await readFile(new TextEncoder().encode(text), 'markdown', 'manual.md');
  return chunkFile(file, { countTokens, productName: 'Router' });
}

const words = (count: number, word = 'word'): string =>
  Array.from({ length: count }, (_, at) => `${word}${String(at)}`).join(' ');
const sentences = (count: number): string =>
  Array.from({ length: count }, (_, at) => `Sentence number ${String(at)} has some words in it.`).join(' ');

describe('passages', () => {
  it('stand under their headings and never reach across sections', async () => {
    const passages = await chunk('# Guide\n\nIntro.\n\n## Setup\n\nStep.\n\n### setup\n\nMore.\n\n## End\n\nLast.\n');
    expect(passages.map(({ text, headingPath, section }) => [text, headingPath, section])).toEqual([
      ['Intro.', ['Guide'], 0],
      ['Step.', ['Guide', 'Setup'], 1],
      ['More.', ['Guide', 'Setup'], 2],
      ['Last.', ['Guide', 'End'], 3],
    ]);
  });

  it('begin their path with the title, unless a top heading takes its place', async () => {
    const paths = async (text: string): Promise<unknown> => (await chunk(text)).map(({ headingPath }) => headingPath);
    expect(await paths('---\ntitle: T\n---\na\n\n# H\n\nb\n\n## S\n\nc')).toEqual([['T'], ['T', 'H'], ['T', 'H', 'S']]);
    expect(await paths('---\ntitle: H\n---\n# H\n\nb\n\n# Other\n\nc')).toEqual([['H'], ['Other']]);
    expect(await paths('## S\n\nc')).toEqual([['Manual', 'S']]);
  });

  it('pack blocks up to a target size, and keep a lead-in with its code', async () => {
    const passages = await chunk(
      `# G\n\n${words(150)}\n\n${words(140)}\n\nRun this:\n\n\`\`\`\n${words(100)}\n\`\`\`\n`,
    );
    expect(passages).toHaveLength(2);
    expect(passages[1]?.text).toMatch(/^Run this:\n\n```\n/);
  });

  it('give a small end back to the passage before', async () => {
    const passages = await chunk(`# G\n\n${words(290)}\n\n${words(30, 'tail')}\n`);
    expect(passages).toHaveLength(1);
    expect(passages[0]?.tokens).toBe(320);
  });

  it('never exceed the window of the model, and hold every word in order', async () => {
    const text = [
      sentences(300),
      words(3000, 'run'),
      'x'.repeat(20_000),
      Array.from({ length: 300 }, (_, at) => `- item ${String(at)} of the list\n  - nested ${String(at)}`).join('\n'),
      `> ${sentences(200)}`,
      `1. ${sentences(100)}\n\n   \`\`\`\n   ${words(20)}\n   \`\`\`\n\n   ${sentences(100)}`,
    ].join('\n\n');
    const passages = await chunk(`# ${words(60, 'heading')}\n\n${text}`);
    for (const { text: part, headingPath, tokens } of passages) {
      expect(countTokens(part)).toBeLessThanOrEqual(384);
      expect(tokens + countTokens(['Router', ...headingPath].join(' > '))).toBeLessThan(512);
    }
    const wordsIn = (given: string): string[] => given.match(/[a-z]+\d*/g) ?? [];
    const all = wordsIn(
      passages
        .map((passage) => passage.text)
        .join('\n')
        .replace(/x+\s+(?=x)/g, (run) => run.trimEnd()),
    );
    expect(all).toEqual(wordsIn(text));
    expect(passages.every((passage) => passage.tokens > 0)).toBe(true);
  });

  it('are the same every time', async () => {
    const text = `# A\n\n${sentences(100)}\n\n## B\n\n${sentences(3)}`;
    expect(await chunk(text)).toEqual(await chunk(text));
  });

  it('know their pages', async () => {
    const passages = await chunk('[page 3]\n\n# A\n\none\n\n[page 4]\n\ntwo\n\n# B\n\nthree\n');
    expect(passages.map(({ firstPage, lastPage }) => [firstPage, lastPage])).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });
});

describe('borders of passages', () => {
  const block = (text: string, rest: Partial<ReadBlock> = {}): ReadBlock => ({
    kind: 'paragraph',
    text,
    section: null,
    ...rest,
  });
  function cut(blocks: readonly ReadBlock[], title = 'Manual', language?: string): FilePassage[] {
    const file = { title, frontMatter: {}, warnings: [], pages: [], sections: [], blocks };
    return chunkFile({ ...file, ...(language !== undefined && { language }) }, { countTokens, productName: 'Router' });
  }
  const sizesOf = (sizes: readonly number[]): number[] =>
    cut(sizes.map((size) => block(words(size)))).map(({ tokens }) => tokens);

  it.each([
    [[200, 100], [300]],
    [
      [200, 101],
      [200, 101],
    ],
    [[325, 59], [384]],
    [
      [326, 59],
      [326, 59],
    ],
    [
      [324, 60],
      [324, 60],
    ],
    [[59, 325], [384]],
    [
      [60, 324],
      [60, 324],
    ],
    [
      [300, 300, 384, 20],
      [300, 300, 384, 20],
    ],
  ])('blocks of %j tokens are passages of %j', (sizes, passages) => {
    expect(sizesOf(sizes)).toEqual(passages);
  });

  it('leave room for the headings: with them, a passage fills the window and no more', () => {
    const title = words(200, 'title');
    const room = 508 - countTokens(`Router > ${title}`);
    expect(cut([block(words(room))], title).map(({ tokens }) => tokens)).toEqual([room]);
    expect(cut([block(words(room + 1))], title).length).toBeGreaterThan(1);
  });

  it('take a lead-in along only where both fit', () => {
    const code = (size: number): ReadBlock => block(words(size), { kind: 'code' });
    const shapes = (size: number): string[] =>
      cut([block(words(150)), block('Run this:'), code(size)]).map(({ text }) => text.slice(0, 5));
    expect(shapes(381)).toEqual(['word0', 'Run t']);
    expect(cut([block(words(150)), block('Run this:'), code(381)]).map(({ tokens }) => tokens)).toEqual([150, 384]);
    expect(cut([block(words(150)), block('Run this:'), code(382)]).map(({ tokens }) => tokens)).toEqual([153, 382]);
  });

  it.each([
    ['that ends with a colon', { text: 'Do this: ' }, {}, [150, 303]],
    ['without a colon', { text: 'Do this:now' }, {}, [154, 300]],
    ['before a paragraph', { text: 'Do this:' }, { kind: 'paragraph' }, [153, 300]],
    ['that is a list', { kind: 'list', text: '- a:' }, {}, [153, 300]],
  ] as const)('take a lead-in along %s or not', (_what, leadIn, next, sizes) => {
    const blocks = [block(words(150)), block('', leadIn), block(words(300), { kind: 'code', ...next })];
    expect(cut(blocks).map(({ tokens }) => tokens)).toEqual(sizes);
  });

  it('leave no passage empty where a lead-in stands alone', () => {
    const blocks = [block(words(200), { keepWithNext: true }), block(words(150, 'next'), { kind: 'code' })];
    const texts = cut(blocks).map(({ text }) => text);
    expect(texts.filter((text) => text === '')).toEqual([]);
    expect(texts.join(' ').split(/\s+/)).toEqual([...words(200).split(' '), ...words(150, 'next').split(' ')]);
  });

  it('join a small end of a long paragraph to the part before it', () => {
    const parts = [300, 300, 40].map((size) => `${words(size - 1, 'Word')}!`);
    expect(cut([block(parts.join(' '))]).map(({ text }) => text)).toEqual([parts[0], parts.slice(1).join('\n\n')]);
  });

  it('take a command along to what says what it does, and nothing else', () => {
    const sizes = (rest: Partial<ReadBlock>): number[] =>
      cut([block(words(200)), block(words(70), rest), block(words(200))]).map(({ tokens }) => tokens);
    expect(sizes({ kind: 'code', keepWithNext: true })).toEqual([200, 270]);
    expect(sizes({ kind: 'code' })).toEqual([270, 200]);
    expect(sizes({})).toEqual([270, 200]);
  });

  it.each(['code', 'table'] as const)('never join two parts of one %s, however small the second is', (kind) => {
    const [open, close] = kind === 'code' ? ['```sh', '\n```'] : ['| Name |\n| --- |', ''];
    const lines = [20, 280, 280, 20].map((size) => `| ${words(size)} |`);
    const text = (of: readonly string[]): string => `${open}\n${of.join('\n')}${close}`;
    const whole = block(text(lines), { kind, keepWithNext: true });
    const passages = cut([block(words(20)), whole]);
    const parts = lines.map((line) => text([line]));
    expect(passages.map((passage) => passage.text)).toEqual([`${words(20)}\n\n${parts[0] ?? ''}`, ...parts.slice(1)]);
    const two = cut([block(text(lines.slice(0, 1)), { kind }), block(text(lines.slice(3)), { kind })]);
    expect(two.map((passage) => passage.text)).toEqual([`${parts[0] ?? ''}\n\n${parts[3] ?? ''}`]);
  });

  it('are at sentences as the language of the file ends them', () => {
    const text = `${words(200, 'α')}; ${words(200, 'Β')}.`;
    expect(cut([block(text)], 'Manual', 'el').map((passage) => passage.text)).toEqual(text.split(/(?<=;) /));
    expect(cut([block(text)]).map((passage) => passage.text)).not.toEqual(text.split(/(?<=;) /));
  });

  it('name no page where there is none', () => {
    const [passage] = cut([block('a')]);
    expect(passage).not.toHaveProperty('firstPage');
    expect(passage).not.toHaveProperty('lastPage');
    for (const pages of [{ firstPage: 2, lastPage: 2 }, { firstPage: 2 }, { lastPage: 2 }])
      expect(cut([block('a', pages), block('b')])[0]).toMatchObject({ firstPage: 2, lastPage: 2 });
  });

  it('have no heading twice in a row in their path, and lose those in the middle of a long one', async () => {
    const pathOf = async (text: string): Promise<readonly string[] | undefined> =>
      (await chunk(text)).at(-1)?.headingPath;
    expect(await pathOf('# Setup\n\n## setup!\n\na')).toEqual(['Setup']);
    expect(await pathOf('# ...\n\n## Setup\n\na')).toEqual(['...', 'Setup']);
    const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(99)) as [string, string, string];
    expect(await pathOf(`# ${a}\n\n## ${b}b\n\n### ${c}\n\ntext`)).toEqual([a, `${b}b`, c]);
    expect(await pathOf(`# ${a}\n\n## ${b}bb\n\n### ${c}\n\ntext`)).toEqual([a, c]);
    expect(await pathOf(`# ${a}\n\n## ${b}\n\n### s\n\n#### ${c}\n\ntext`)).toEqual([a, 's', c]);
  });
});

describe('what is too large alone', () => {
  it('is a table cut by rows under a repeated header', async () => {
    const rows = Array.from({ length: 200 }, (_, at) => `| key${String(at)} | value |`);
    const passages = await chunk(`| Name | Value |\n| --- | --- |\n${rows.join('\n')}\n`);
    expect(passages.length).toBeGreaterThan(2);
    for (const { text } of passages)
      expect(text).toMatch(/^\| Name \| Value \|\n\| --- \| --- \|\n(\| key\d+ \| value \|\n?)+$/);
    expect(passages.flatMap(({ text }) => text.split('\n').slice(2))).toEqual(rows);
  });

  it('is a row told cell by cell', async () => {
    const passages = await chunk(`| Name | Note |\n| --- | --- |\n| a | short |\n| b | ${sentences(80)} |\n`);
    expect(passages[0]?.text).toContain('| a | short |');
    const text = passages.map((passage) => passage.text).join('\n');
    expect(text).toMatch(/Name: b\n+Note: Sentence number 0 [\s\S]*Sentence number 79/);
  });

  it('is code cut by lines between repeated fences', async () => {
    const lines = Array.from({ length: 300 }, (_, at) => `  set option ${String(at)}`);
    const passages = await chunk(`\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n`);
    expect(passages.length).toBeGreaterThan(2);
    for (const { text } of passages) expect(text).toMatch(/^```sh\n[\s\S]*\n```$/);
    expect(passages.flatMap(({ text }) => text.split('\n').slice(1, -1))).toEqual(lines);
  });

  it('is a quote whose parts are quotes', async () => {
    const passages = await chunk(`> **Note**\n>\n> ${sentences(60)}\n`);
    expect(passages.length).toBeGreaterThan(1);
    for (const { text } of passages) expect(text).toMatch(/^(?:>.*\n*)+$/);
  });
});

describe('identifiers', () => {
  it.each([
    ['fails with E_FOO_17.', 'e_foo_17'],
    ['annotate lb.projectcalico.org/external-traffic-strategy: "x"', 'lb.projectcalico.org/external-traffic-strategy'],
    ['annotate lb.projectcalico.org/external-traffic-strategy: "x"', 'external-traffic-strategy'],
    ['use `--skip-package-migration`', '--skip-package-migration'],
    ['use --skip-package-migration=yes', 'skip-package-migration'],
    ['**contact_expiration_check_interval** (integer)', 'contact_expiration_check_interval'],
    ['an InvalidServiceIPFamily error', 'invalidserviceipfamily'],
    ['modparam("rtpengine", "rtpengine_sock", "udp:localhost:2223")', 'rtpengine_sock'],
    ['run New-CsCallParkOrbit', 'new-cscallparkorbit'],
    ['under .1.3.6.1.4.1, see', '1.3.6.1.4.1'],
    ['release 12.5(1)SU4 (2024)', '12.5(1)su4'],
    ['ends with ENOENT', 'enoent'],
    ['std::vector', 'std::vector'],
  ])('%s holds %s', (text, identifier) => {
    expect(identifiersOf(text)).toContain(identifier);
  });

  it('are not plain words, numbers or web addresses', () => {
    expect(identifiersOf('Plain words, e.g. 12 of them. See https://example.org/a_b/c.html (now)!')).toEqual(['e.g']);
  });

  it('are few and bounded', () => {
    const many = identifiersOf(Array.from({ length: 1000 }, (_, at) => `name_${String(at)}`).join(' '));
    expect(many).toHaveLength(200);
    expect(identifiersOf(`a_${'b'.repeat(200)} x1`)).toEqual([]);
    expect(identifiersOf('a_b a_b A_B')).toEqual(['a_b']);
  });

  it('of a passage come from its headings too', async () => {
    expect((await chunk('# max_ttl\n\nSet it.'))[0]?.identifiers).toEqual(['max_ttl']);
  });
});

describe('headings of a passage', () => {
  const section = (heading: string, depth: number, parent: number | null = null) => ({
    ...{ heading, depth, parent, anchor: heading },
  });
  it.each([
    [
      'have the title above one that stands before the top heading',
      [section('Note', 2), section('Guide', 1)],
      0,
      ['Guide', 'Note'],
    ],
    ['have the title once where it is the top heading', [section('Guide', 1)], 0, ['Guide']],
    [
      'keep two words below the same in one',
      [section('Setup', 1), section('Set up', 2, 0)],
      1,
      ['Guide', 'Setup', 'Set up'],
    ],
    ['leave out the same words with other signs', [section('Guide', 1), section('guide!', 2, 0)], 1, ['Guide']],
  ])('%s', (_what, sections, at, expected) => {
    expect(headingPathOf({ title: 'Guide', sections }, at)).toEqual(expected);
  });

  it('are two at least, however long they are', () => {
    const [title, first, last] = ['t'.repeat(200), 'f'.repeat(200), 'l'.repeat(200)] as const;
    const sections = [section(first, 2), section(last, 3, 0)];
    expect(headingPathOf({ title, sections }, 0)).toEqual([title, first]);
    expect(headingPathOf({ title, sections }, 1)).toEqual([title, last]);
  });
});
