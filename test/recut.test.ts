/** Passages cut again from the text that is indexed: what is joined, what stays apart, and what each part is. */
import { describe, expect, test } from '@jest/globals';
import { recut, type IndexedPassage } from '../src/ingest/chunk/recut.js';

const passage = (text: string, tokens: number, place: Partial<IndexedPassage> = {}): IndexedPassage => ({
  fileId: 1,
  headingPath: ['Guide'],
  text,
  tokens,
  ...place,
});

const cut = (passages: readonly IndexedPassage[], max: number) => recut(passages, { target: max, max, small: 0 });

/** The parts of one text whose every word is one token. */
function partsOf(text: string, max: number): string[] {
  return cut([passage(text, text.split(/\s+/u).length)], max).map((part) => part.text);
}

describe('passages', () => {
  test('of one section are joined, with tokens by the average of all words', () => {
    const passages = [passage('One two three.', 5), passage('Four five.\n\nSix.', 7)];
    expect(cut(passages, 100)).toEqual([
      { text: 'One two three.\n\nFour five.\n\nSix.', tokens: 12, headingPath: ['Guide'] },
    ]);
    expect(cut(passages, 6)).toEqual([
      { text: 'One two three.', tokens: 6, headingPath: ['Guide'] },
      { text: 'Four five.\n\nSix.', tokens: 6, headingPath: ['Guide'] },
    ]);
    // Half a token more for each word than there are tokens is rounded up for each part.
    expect(cut([passage('One two three.', 4)], 100).map(({ tokens }) => tokens)).toEqual([4]);
    expect(cut([passage('One.\n\nTwo.\n\nThree.', 4)], 100).map(({ tokens }) => tokens)).toEqual([6]);
  });

  test('of other headings and of other files stay apart, each with its own headings', () => {
    const passages = [
      passage('One.', 1),
      passage('Two.', 1, { headingPath: ['Guide', 'Valves'] }),
      passage('Three.', 1, { headingPath: ['Guide', 'Valves'] }),
      passage('Four.', 1, { headingPath: ['Guide', 'Valves'], fileId: 2 }),
      passage('Five.', 1, { headingPath: [], fileId: 2 }),
    ];
    expect(cut(passages, 100).map(({ text, headingPath }) => [text, headingPath])).toEqual([
      ['One.', ['Guide']],
      ['Two.\n\nThree.', ['Guide', 'Valves']],
      ['Four.', ['Guide', 'Valves']],
      ['Five.', []],
    ]);
  });

  test('may be larger than the window of a model, and than the target where they are one block', () => {
    const large = `${'word '.repeat(799)}word`;
    expect(cut([passage(large, 800)], 800).map(({ tokens }) => tokens)).toEqual([800]);
    const limits = { target: 4, max: 8, small: 0 };
    const passages = [passage('One two three four five six.', 6), passage('Seven.', 1)];
    expect(recut(passages, limits).map(({ text }) => text)).toEqual(['One two three four five six.', 'Seven.']);
  });

  test('without text are none', () => {
    expect(cut([], 100)).toEqual([]);
    expect(cut([passage('', 0)], 100)).toEqual([]);
  });
});

test.each<[string, string, number, readonly string[]]>([
  ['paragraphs', 'One two.\nThree four.\n\n \nFive six.', 4, ['One two.\nThree four.', 'Five six.']],
  [
    'code, whatever is empty in it',
    'Run:\n\n```\na b\n\nc d\n```\n\nDone.',
    7,
    ['Run:\n\n```\na b\n\nc d\n```', 'Done.'],
  ],
  [
    'long listings',
    `\`\`\`\n${'a '.repeat(15)}b\n\n${'c '.repeat(15)}d\n\`\`\``,
    18,
    [`\`\`\`\n${'a '.repeat(15)}b\n\`\`\``, `\`\`\`\n${'c '.repeat(15)}d\n\`\`\``],
  ],
  [
    'tables',
    '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |',
    12,
    ['| a | b |\n|---|---|\n| 1 | 2 |', '| a | b |\n|---|---|\n| 3 | 4 |'],
  ],
  ['long paragraphs', 'One two. Three four.', 3, ['One two.', 'Three four.']],
  ['quotes', '> One two. Three four.', 4, ['> One two.', '> Three four.']],
  ['lists', '- one two.\n- three. Four five.', 5, ['- one two.', '- three. Four five.']],
  ['lists by numbers', '10) one two\n11) three. four five', 5, ['10) one two', '11) three. four five']],
  ['long items', '* one two three. Four five six.', 6, ['* one two three.', 'Four five six.']],
])('%s are parted as what they are', (_what, text, max, expected) => {
  expect(partsOf(text, max)).toEqual(expected);
});
