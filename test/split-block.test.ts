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

/** What is counted on the way, too. */
function splitAndCount(kind: BlockKind, text: string, of = sizing) {
  const counted: string[] = [];
  const countTokens = (part: string): number => {
    counted.push(part);
    return of.countTokens(part);
  };
  return { pieces: splitBlock(kind, text, { ...of, countTokens }), counted };
}

const indent = (text: string, by: number): string => text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(by)}`);

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
    const code = `\`\`\`\n- ${words(15, 'one')}\n- ${words(15, 'two')}\n\`\`\``;
    expect(textsOf('list', `- ${words(30)}\n${code}`)).toEqual([`- ${words(30)}`, code]);
  });

  test('an item may begin with code, which keeps its indentation', () => {
    const item = (name: string): string => `- \`\`\`\n  ${words(20, name)}\n  ${words(19, name)}\n  \`\`\``;
    expect(textsOf('list', `${item('a')}\n${item('b')}`)).toEqual([item('a'), item('b')]);
    const long = `\`\`\`\n${words(29, 'a')}\n${words(24, 'b')}\n${words(50, 'c')}\n\`\`\``;
    expect(textsOf('list', `- ${indent(long, 2)}`)).toEqual([
      `- \`\`\`\n  ${words(29, 'a')}\n  ${words(24, 'b')}\n  \`\`\``,
      `\`\`\`\n${words(50, 'c')}\n\`\`\``,
    ]);
  });

  test('items that fit into one part stay as far apart as they were', () => {
    const items = ['a', 'b', 'c'].map((name) => `- ${words(28, name)}`);
    expect(textsOf('list', items.join('\n'))).toEqual([items.slice(0, 2).join('\n'), items[2]]);
    expect(textsOf('list', items.join('\n\n'))).toEqual([items.slice(0, 2).join('\n\n'), items[2]]);
    expect(textsOf('list', items.join('\n  \n'))).toEqual([items.slice(0, 2).join('\n\n'), items[2]]);
  });

  test('an item as large as the budget is left as it is, and so is each block of a larger one', () => {
    const item = `- ${words(30)}\n  \n  ${words(29)}`;
    expect(textsOf('list', `${item}\n- b`)).toEqual([item, '- b']);
    const block = `${words(29)}\n${words(30)}`;
    expect(textsOf('list', `- ${indent(`${block}\n\nb`, 2)}`)).toEqual([`- ${indent(block, 2)}`, 'b']);
  });

  test('paragraphs of an item are blocks of it, whatever white space is between them', () => {
    const [a, b, c] = [words(30, 'a'), words(20, 'b'), words(45, 'c')];
    for (const blank of ['\n\n', '\n  \n', '\n\t\t\t\n'])
      expect(textsOf('list', `- ${[a, b, c].join(`${blank}  `)}`)).toEqual([`- ${a}\n\n  ${b}`, c]);
  });

  test('a list in an item is one block of it', () => {
    const list = `- ${words(20, 'd')}\n\n  ${words(10, 'e')}\n\n- ${words(20, 'f')}`;
    const withCode = `- ${words(20, 'd')}\n\n  \`\`\`\n  ${words(10, 'e')}\n\n  x\n  \`\`\`\n- ${words(20, 'f')}\nlazy`;
    for (const block of [list, withCode])
      expect(textsOf('list', `- ${indent([words(25), block, words(45)].join('\n\n'), 2)}`)).toEqual([
        `- ${words(25)}`,
        block,
        words(45),
      ]);
  });

  test.each([
    [
      'list',
      `- a\n- ${words(40, 'b')}\n- ${words(40, 'c')}\nand more`,
      [`- a\n- ${words(40, 'b')}`, `- ${words(40, 'c')}\nand more`],
    ],
    ['quote', `> ${words(40, 'b')}\n>\n> ${words(40, 'c')}`, [`> ${words(40, 'b')}`, `> ${words(40, 'c')}`]],
    [
      'table',
      `| Name |\n| --- |\n| ${words(40, 'b')} |\n| ${words(40, 'c')} |`,
      [`| Name |\n| --- |\n| ${words(40, 'b')} |`, `| Name |\n| --- |\n| ${words(40, 'c')} |`],
    ],
  ])('a %s in an item that is too large alone is cut as what it is', (_kind, block, expected) => {
    expect(textsOf('list', `- ${words(55)}\n\n  ${indent(block, 2)}`)).toEqual([`- ${words(55)}`, ...expected]);
  });

  test('what stands under an item is indented as far as its text is, and no less in the first part', () => {
    const code = `\`\`\`\n${words(20)}\n  ${words(20)}\n\`\`\``;
    expect(textsOf('list', `-   ${words(30)}\n\n    ${indent(code, 4)}`)).toEqual([`-   ${words(30)}`, code]);
    const item = `- ${words(20)}\n\n      indented one\n      indented two`;
    expect(textsOf('list', `${item}\n\n  ${words(45)}`)).toEqual([item, words(45)]);
  });

  test('code in an item begins at its fence, however far that is indented', () => {
    const code = `\`\`\`\n${words(40, 'c')}\n\`\`\``;
    expect(textsOf('list', `- ${words(50)}\n    ${indent(code, 4)}`)).toEqual([`- ${words(50)}`, indent(code, 2)]);
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
    expect(textsOf('list', `- ${words(35)}\n  ${indent(`${other}\n${code}`, 2)}`)).toEqual([
      `- ${words(35)}`,
      other,
      code,
    ]);
  });

  test('items in an item that both begin with code are two blocks of it', () => {
    const item = (name: string): string => `- ~~~~\n  ${words(35, name)}\n  ~~~~`;
    expect(textsOf('list', `- ${words(50)}\n\n  ${indent(`${item('a')}\n${item('b')}`, 2)}`)).toEqual([
      `- ${words(50)}`,
      item('a'),
      item('b'),
    ]);
  });

  test('only a line of nothing but its marks closes a fence', () => {
    const code = `\`\`\`md\n${words(40)}\n\`\`\`js\nand \`\`\`\n${words(8)}\n\`\`\``;
    expect(textsOf('list', `- ${indent(`${words(20)}\n\n${code}`, 2)}`)).toEqual([`- ${words(20)}`, code]);
    const two = `\`\`\`\n\`\`\`\n\`\`\`\n${words(57)}\n\`\`\``;
    expect(textsOf('list', `- ${indent(two, 2)}`)).toEqual(['- ```\n  ```', `\`\`\`\n${words(57)}\n\`\`\``]);
  });

  test('code that nothing closes ends with its item, and every part of it is closed', () => {
    const code = (name: string): string => `~~~~sh\n${words(40, name)}`;
    const list = `- ${words(30)}\n\n  ${indent(code('a'), 2)}\n  ${words(30, 'b')}\n  last`;
    expect(textsOf('list', list)).toEqual([
      `- ${words(30)}`,
      `${code('a')}\n~~~~`,
      `~~~~sh\n${words(30, 'b')}\nlast\n~~~~`,
    ]);
  });

  test.each([
    [9, 9],
    [10, 9],
  ])('nested %i deep are cut as what they are for %i levels', (depth, levels) => {
    const [, ...lines] = textsOf('quote', `${'> '.repeat(depth)}${words(200)}`).flatMap((text) =>
      text.match(/.*word.*/g),
    );
    expect(lines.length).toBeGreaterThan(10);
    expect(new Set(lines.map((line) => line?.match(/> /g)?.length))).toEqual(new Set([levels]));
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

test('blocks of a quote that fit into one part keep their distance, and every line is quoted', () => {
  const quote = (name: string): string => `> ${words(10, name)}\n> a > b\n>\n> ${words(10, name)}`;
  const text = ['a', 'b', 'c', 'd'].map(quote).join('\n>\n');
  expect(textsOf('quote', text)).toEqual([['a', 'b'].map(quote).join('\n>\n'), ['c', 'd'].map(quote).join('\n>\n')]);
  expectWithin(splitBlock('quote', `> ${words(57)}\n>\n> ${words(57)}`, sizing), sizing);
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

  test('a header that takes half of the budget is repeated, a larger one is not', () => {
    const split = (size: number): string[] => {
      const names = `| ${words(size - 5, 'name')} |`;
      return textsOf('table', `${names}\n| --- |\n| ${words(20, 'a')} |\n| ${words(20, 'b')} |`);
    };
    expect(split(30)).toEqual(['a', 'b'].map((name) => `| ${words(25, 'name')} |\n| --- |\n| ${words(20, name)} |`));
    expect(split(31)).toEqual(['a', 'b'].map((name) => `${words(26, 'name')}: ${words(20, name)}`));
  });

  test('a row that fills what the header leaves is a row', () => {
    const rows = [`| a | ${words(46)} |`, '| b | c |'];
    expect(textsOf('table', [header, ...rows].join('\n'))).toEqual(rows.map((row) => `${header}\n${row}`));
  });

  test.each([
    ['bars at no edge', 'Name | Note\n--- | ---', `c | ${words(70)}`],
    ['bars at the edges of rows only', 'Name | Note\n--- | ---', `| c | ${words(70)} |`],
    ['white space before a row', '| Name | Note |\n| --- | --- |', `  | c | ${words(70)} |`],
  ])('with %s, cells belong to the columns above them', (_what, names, row) => {
    expect(textsOf('table', `${names}\n${row}`)[0]).toMatch(/^Name: c\n\nNote: word0 /);
  });

  test('cells of a row that is too large alone are within the budget; one of no column stands alone', () => {
    const pieces = splitBlock('table', `${header}\n| ${words(58)} | b | x | ${words(100, 'more')} |`, sizing);
    expectWithin(pieces, sizing);
    expect(pieces.slice(0, 2).map(({ text }) => text)).toEqual([
      `Name: ${words(58)}`,
      expect.stringMatching(/^Note: b\n\nx\n\nmore0 /),
    ]);
    expect(pieces.flatMap(({ text }) => text.match(/more\d+/g) ?? [])).toEqual(words(100, 'more').split(' '));
  });

  test.each([
    ['without rows', `| Name | ${words(100)} |\n| --- | --- |`],
    ['without a header', `| a | ${words(100)} |\n| b | c |`],
    ['of which the second line is no rule', `| a | b |\n| --- | c |\n| d | ${words(100)} |`],
    ['of which the second line ends as a rule', `| a | b |\n| c | --- |\n| d | ${words(100)} |`],
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

  test('is cut where the fences leave no room for another line', () => {
    const code = (name: string, ...lines: readonly string[]): string => `\`\`\`sh\n${lines.join('\n')}\n\`\`\`${name}`;
    const lines = [words(20, 'a'), words(20, 'b'), words(19, 'c')];
    expect(textsOf('code', code('', ...lines))).toEqual([code('', ...lines.slice(0, 2)), code('', lines[2] ?? '')]);
    expect(textsOf('code', code('', words(58), 'x'))).toEqual([code('', words(58)), code('', 'x')]);
  });

  test('has no empty lines at its borders, however many there were and whatever is in them', () => {
    const lines = ['', '  ', '', words(28, 'a'), '', '\t', words(28, 'b'), '', ' ', '', words(28, 'c'), '', ''];
    const { pieces, counted } = splitAndCount('code', `\`\`\`sh\n${lines.join('\n')}\n\`\`\``);
    expect(pieces.map(({ text }) => text)).toEqual([
      `\`\`\`sh\n${lines.slice(3, 7).join('\n')}\n\`\`\``,
      `\`\`\`sh\n${words(28, 'c')}\n\`\`\``,
    ]);
    expect(counted.filter((text) => text.trim() === '')).toEqual([]);
  });

  describe('of one long line', () => {
    /** Words of these sizes in tokens. */
    const lineOf = (sizes: readonly number[]): string => sizes.map(parts).join(' ');
    const cut = (line: string) => {
      const { pieces, counted } = splitAndCount('code', `\`\`\`\n${line}\n\`\`\``, byParts);
      // The fences and the whole line are counted once.
      return { pieces, countings: counted.length - 2, lines: pieces.map(({ text }) => text.split('\n').slice(1, -1)) };
    };
    const times = (count: number, size: number): number[] => Array.from({ length: count }, () => size);

    test.each([
      ['small words', times(1_000, 1)],
      ['words of middle size', times(300, 10)],
      ['words of more than half the budget', times(100, 40)],
    ])('of %s, parts are filled, and each is counted once', (_what, sizes) => {
      const { pieces, countings } = cut(lineOf(sizes));
      expectWithin(pieces, byParts);
      expect(countings).toBe(pieces.length);
      const size = sizes[0] ?? 0;
      const most = Math.floor(58 / size) * size;
      for (const { tokens } of pieces.slice(0, -1)) expect(tokens).toBeGreaterThanOrEqual(2 + 0.85 * most);
    });

    test('sizes of words may change: parts are filled again after a few countings', () => {
      const { pieces, countings } = cut(lineOf([...times(150, 10), ...times(1_500, 1), ...times(150, 10)]));
      expectWithin(pieces, byParts);
      expect(pieces.length).toBeLessThanOrEqual(4_500 / 58 / 0.85);
      // Twice, every try takes half of the words at most.
      expect(countings - pieces.length).toBeLessThanOrEqual(2 * Math.log2(58));
    });

    test('a guess that is wrong once is put right by the next', () => {
      const { pieces, countings } = cut(lineOf([...times(50, 10), ...times(5_000, 1)]));
      expectWithin(pieces, byParts);
      // Two parts of those around the change may fit into others.
      expect(countings - pieces.length).toBeLessThanOrEqual(1 + 2);
    });

    test('a large word among small ones takes few countings', () => {
      const { pieces, countings, lines } = cut(lineOf(times(20, 0).flatMap(() => [...times(54, 1), 58])));
      expectWithin(pieces, byParts);
      expect(lines.flat().join(' ').split(' ')).toHaveLength(20 * 55);
      // Before each, parts get smaller by halves, and so do the tries of each part.
      expect(countings).toBeLessThanOrEqual(pieces.length + (20 * Math.log2(58) ** 2) / 2);
    });

    test('words that fill the budget together stay together, and none that fits is cut', () => {
      expect(cut(lineOf([29, 29, 20, 20, 20, 20])).lines[0]).toEqual([lineOf([29, 29])]);
      const sizes = [40, 40, ...times(8, 5)];
      expect(cut(lineOf(sizes)).lines.flat().join(' ')).toBe(lineOf(sizes));
      expect(cut(lineOf([40, 40])).lines).toEqual([[lineOf([40])], [lineOf([40])]]);
    });
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

  test('characters of different size are cut within the budget, each part counted once where they are alike', () => {
    const run = `${'a'.repeat(12)}${'-'.repeat(4)}`;
    const sizes: Sizing = {
      budget: 4,
      countTokens: (text) => (text.match(/\S/g)?.length ?? 0) + 2 * (text.match(/-/g)?.length ?? 0),
    };
    const pieces = splitBlock('paragraph', run, sizes);
    expectWithin(pieces, sizes);
    expect(pieces.map(({ text }) => text.replaceAll(' ', '')).join('')).toBe(run);
    const { pieces: alike, counted } = splitAndCount('paragraph', 'x'.repeat(3_000), byCharacters);
    expect(counted).toHaveLength(1 + alike.length);
    expect(alike.length).toBeLessThanOrEqual(750 / 60 / 0.75);
  });

  test('white space around a run of characters is none of it', () => {
    const { pieces } = splitAndCount('code', `\`\`\`\n    ${'x'.repeat(600)}${' '.repeat(600)}\n\`\`\``, byCharacters);
    const lines = pieces.flatMap(({ text }) => text.split('\n').slice(1, -1));
    expect(lines.join('')).toBe('x'.repeat(600));
    expect(lines).not.toContain('');
  });

  test('is cut between sentences, however long it is', () => {
    for (const more of Array.from({ length: 9 }, (_, at) => at)) {
      const sentences = [
        ...Array.from({ length: 300 }, (_, at) => `Sentence ${String(at)} is ${'long '.repeat(at % 7)}here.`),
        `${words(more, 'More').replaceAll('M', 'm')} X.`.trim(),
      ];
      const of: Sizing = { budget: 10, countTokens: (text) => Math.max(6, sizing.countTokens(text)) };
      expect(textsOf('paragraph', sentences.join(' '), of)).toEqual(sentences);
    }
  });

  test.each([4_000, 4_001])('a sentence at its end is whole in a text of %i characters', (length) => {
    const end = 'Four five six.';
    const before = `${'x'.repeat(length - 'One.  '.length - 1 - end.length)}.`;
    const of: Sizing = { budget: 3, countTokens: (text) => text.split(/\s+/).filter(Boolean).length };
    expect(textsOf('paragraph', `${before} One. ${end}`, of)).toEqual([`${before} One.`, end]);
    expect(textsOf('paragraph', `One. ${end}`, of)).toEqual(['One.', end]);
  });

  test('nothing but white space is no sentence', () => {
    expect(textsOf('paragraph', `One.${' '.repeat(9_000)}Two.`)).toEqual(['One. Two.']);
  });

  test('ends of sentences are those of its language', () => {
    const text = `${words(40, 'α')}; ${words(40, 'Β')}.`;
    expect(textsOf('paragraph', text, { ...sizing, language: 'el' })).toEqual(text.split(/(?<=;) /));
    expect(textsOf('paragraph', text, { ...sizing, language: 'en' })).not.toEqual(text.split(/(?<=;) /));
  });

  test('a language that nobody knows is no obstacle', () => {
    const text = `${words(40)}. ${words(40, 'More')}.`;
    for (const language of ['not a language', 'tlh'])
      expect(textsOf('paragraph', text, { ...sizing, language })).toEqual(text.split(/(?<=\.) /));
  });
});
