/** Blocks that are too large alone are split along their own structure, each part within the budget. */
import { describe, expect, test } from '@jest/globals';
import type { Piece, Sizing } from '../src/ingest/chunk/piece.js';
import { splitBlock } from '../src/ingest/chunk/split-block.js';
import type { BlockKind } from '../src/ingest/read/page-reader.js';

const sizing: Sizing = { budget: 60, countTokens: (text) => text.split(/\s+/).filter(Boolean).length };
/** As many tokens to a word as it has parts: `a-b-c` is three. */
const byParts: Sizing = { budget: 60, countTokens: (text) => text.split(/[\s-]+/).filter(Boolean).length };
const byCharacters: Sizing = { budget: 60, countTokens: (text) => Math.ceil(Array.from(text).length / 4) };

const words = (count: number, word = 'word'): string =>
  Array.from({ length: count }, (_, at) => `${word}${String(at)}`).join(' ');
const parts = (count: number): string => words(count, 'p').replaceAll(' ', '-');
const textsOf = (kind: BlockKind, text: string, of = sizing): string[] =>
  splitBlock(kind, text, of).map((piece) => piece.text);

function expectWithin(pieces: readonly Piece[], of: Sizing): void {
  expect(pieces.length).toBeGreaterThan(1);
  for (const { text, tokens } of pieces) {
    expect(of.countTokens(text)).toBeLessThanOrEqual(of.budget);
    expect(tokens).toBeGreaterThanOrEqual(of.countTokens(text));
  }
}

test.each([
  ['an item of one paragraph', `- ${words(200)}`],
  ['an item of paragraphs', `- ${words(59)}\n\n  ${words(59)}\n\n  ${words(59)}`],
  ['an item whose paragraph leaves no room for the marker', `- ${words(60)}`],
  ['numbered items', `1. ${words(70)}\n2. ${words(70)}`],
  ['items in items', `- a\n  - ${words(70)}\n\n    ${words(70)}\n- b`],
])('%s: every part is as large as it says, and within the budget', (_what, list) => {
  const pieces = splitBlock('list', list, sizing);
  expectWithin(pieces, sizing);
  expect(pieces.map(({ text }) => text.match(/word\d+/g) ?? []).flat()).toEqual(list.match(/word\d+/g));
  expect(pieces[0]?.text).toMatch(/^(?:-|1\.) /);
});

describe('lists', () => {
  test('are cut between items, which keep their lines together', () => {
    const item = (at: number): string => `- ${words(30, `item${String(at)}x`)}\n  and more`;
    expect(textsOf('list', [1, 2, 3].map(item).join('\n'))).toEqual([item(1), item(2), item(3)]);
  });

  test('what looks like an item inside of code is code', () => {
    const item = `- ${words(30)}\n\`\`\`\n- one\n- two\n\`\`\``;
    expect(textsOf('list', `${item}\n- ${words(40)}`)).toEqual([item, `- ${words(40)}`]);
  });

  test('an item is cut between its blocks, each of them whole', () => {
    const code = `\`\`\`sh\n${words(20, 'a')}\n\n${words(20, 'b')}\n\n${words(10, 'c')}\n\`\`\``;
    const table = `| Name | Note |\n| --- | --- |\n| x | ${words(40, 'cell')} |`;
    const nested = `- ${words(20, 'd')}\n\n  ${words(10, 'e')}\n\n- ${words(20, 'f')}`;
    const blocks = [
      `${words(35, 'g')}\ngoes on`,
      code,
      words(35, 'h'),
      table,
      `> ${words(40, 'quoted')}`,
      nested,
      words(45, 'i'),
    ];
    const indented = blocks.join('\n\n').replace(/\n(?=[^\n])/g, '\n  ');
    expect(textsOf('list', `- ${indented}`)).toEqual([`- ${words(35, 'g')}\n  goes on`, ...blocks.slice(1)]);
  });

  test('code in an item ends where its fence closes', () => {
    const code = `\`\`\`\n${words(40)}\n\`\`\``;
    const other = `~~~~\n${words(35)}\n~~~\n~~~~`;
    const indented = `${words(35)}\n${code}\n${other}\n${words(35)}`.replace(/\n(?=[^\n])/g, '\n  ');
    expect(textsOf('list', `- ${indented}`)).toEqual([`- ${words(35)}`, code, other, words(35)]);
  });

  test('nested as deep as a drawing are split as text', () => {
    const deep = `${'> '.repeat(30)}${words(200)}`;
    const pieces = splitBlock('quote', deep, sizing);
    expect(pieces.map(({ text }) => text.match(/word\d+/g) ?? []).flat()).toEqual(words(200).split(' '));
  });
});

test('a quote is cut between its blocks, each part of it a quote', () => {
  const quote = `> ${words(40)}\n>\n> - ${words(40, 'item')}`;
  expect(textsOf('quote', quote)).toEqual([`> ${words(40)}`, `> - ${words(40, 'item')}`]);
});

describe('tables', () => {
  const header = '| Name | Note |\n| --- | --- |';

  test('every part has the header and is within the budget', () => {
    const rows = Array.from({ length: 60 }, (_, at) => `| key${String(at)} | ${words(9)} |`);
    const pieces = splitBlock('table', `${header}\n${rows.join('\n')}`, sizing);
    expectWithin(pieces, sizing);
    expect(pieces.map(({ text }) => text.replace(`${header}\n`, '')).join('\n')).toBe(rows.join('\n'));
  });

  test('rows stay in their order around one that is too large alone', () => {
    const table = `${header}\n| a | b |\n| c | ${words(100)} |\n| d | |`;
    const [before, ...pieces] = textsOf('table', table);
    expect(before).toBe(`${header}\n| a | b |`);
    expect(pieces.at(-1)).toBe(`${header}\n| d | |`);
    expect(pieces.slice(0, -1).join(' ').split(/\s+/)).toEqual(['Name:', 'c', 'Note:', ...words(100).split(' ')]);
  });

  test('a header that leaves no room is told cell by cell', () => {
    const names = `| Name | ${words(40)} |`;
    expect(textsOf('table', `${names}\n| --- | --- |\n| a | b |\n| c | |`)).toEqual([
      `Name: a\n\n${words(40)}: b\n\nName: c`,
    ]);
  });

  test.each([
    ['without rows', `| Name | ${words(100)} |\n| --- | --- |`],
    ['without a header', `| a | ${words(100)} |\n| b | c |`],
  ])('a table %s is text of which no word is lost', (_what, table) => {
    const pieces = splitBlock('table', table, sizing);
    expectWithin(pieces, sizing);
    expect(pieces.flatMap(({ text }) => text.split(/\s+/))).toEqual(table.split(/\s+/));
  });
});

describe('code', () => {
  test('is cut between lines; empty ones at the borders go, and cost nothing', () => {
    const lines = [words(28, 'a'), '', words(28, 'b'), '', words(28, 'c')];
    expect(splitBlock('code', `\`\`\`sh\n${lines.join('\n')}\n\`\`\``, sizing)).toEqual([
      { text: `\`\`\`sh\n${lines.slice(0, 3).join('\n')}\n\`\`\``, tokens: 58 },
      { text: `\`\`\`sh\n${words(28, 'c')}\n\`\`\``, tokens: 30 },
    ]);
  });

  test('a line that is too long alone is cut between words, within the budget and the fences', () => {
    const pieces = splitBlock('code', `\`\`\`\n${words(200)}\n\`\`\``, sizing);
    expectWithin(pieces, sizing);
    expect(pieces.flatMap(({ text }) => text.split('\n').slice(1, -1).join(' ').split(' '))).toEqual(
      words(200).split(' '),
    );
  });
});

describe('text', () => {
  test('is cut between words that are of very different size', () => {
    const text = [...Array.from({ length: 30 }, () => parts(20)), ...words(400).split(' '), parts(60), 'end'].join(' ');
    const pieces = splitBlock('paragraph', text, byParts);
    expectWithin(pieces, byParts);
    expect(pieces.flatMap((piece) => piece.text.split(' '))).toEqual(text.split(' '));
  });

  test.each([
    ['a run without white space', 'x'.repeat(20_000)],
    ['characters of two halves', '😀'.repeat(2_000)],
    ['characters that count more at its end', `${'x'.repeat(300)}${'-x'.repeat(300)}`],
  ])('%s is cut between characters', (_what, run) => {
    const sizes: Sizing = {
      budget: 60,
      countTokens: (text) => byCharacters.countTokens(text) + (text.match(/-/g)?.length ?? 0),
    };
    const pieces = splitBlock('paragraph', `Before. ${run}`, sizes);
    expectWithin(pieces, sizes);
    const cut = pieces.map(({ text }) => text);
    expect(cut.join('').replace(/\s/g, '')).toBe(`Before.${run}`);
    expect(cut.join('')).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  test('a character that is larger than the budget stays', () => {
    expect(textsOf('paragraph', 'abc', { budget: 2, countTokens: (text) => text.length * 3 })).toEqual(['a', 'b', 'c']);
  });

  test('ends of sentences are those of its language', () => {
    const text = `${words(40, 'α')}; ${words(40, 'Β')}.`;
    expect(textsOf('paragraph', text, { ...sizing, language: 'el' })).toEqual(text.split(/(?<=;) /));
    expect(textsOf('paragraph', text, { ...sizing, language: 'en' })).not.toEqual(text.split(/(?<=;) /));
  });

  test('a language that nobody knows is no obstacle', () => {
    const text = `${words(40)}. ${words(40, 'More')}.`;
    expect(textsOf('paragraph', text, { ...sizing, language: 'not a language' })).toEqual(text.split(/(?<=\.) /));
  });
});
