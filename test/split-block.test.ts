/** Blocks that are too large alone are split along their own structure, each part within the budget. */
import { expect, test } from '@jest/globals';
import { splitBlock } from '../src/ingest/chunk/split-block.js';

const sizing = { budget: 60, countTokens: (text: string): number => text.split(/\s+/).filter(Boolean).length };
const words = (count: number): string => Array.from({ length: count }, (_, at) => `word${String(at)}`).join(' ');

test.each([
  ['an item of one paragraph', `- ${words(200)}`],
  ['an item of paragraphs', `- ${words(59)}\n\n  ${words(59)}\n\n  ${words(59)}`],
  ['numbered items', `1. ${words(70)}\n2. ${words(70)}`],
])('%s: every part is as large as it says, and within the budget', (_what, list) => {
  const pieces = splitBlock('list', list, sizing);
  expect(pieces.length).toBeGreaterThan(1);
  for (const { text, tokens } of pieces) {
    expect(sizing.countTokens(text)).toBeLessThanOrEqual(sizing.budget);
    expect(tokens).toBeGreaterThanOrEqual(sizing.countTokens(text));
  }
  expect(pieces.map(({ text }) => text.match(/word\d+/g) ?? []).flat()).toEqual(list.match(/word\d+/g));
});
