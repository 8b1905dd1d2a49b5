/** Excerpts: plain, bounded, around the words of the query. */
import { expect, test } from '@jest/globals';
import { excerptOf } from '../src/search/excerpt.js';
import { plainText } from '../src/search/plain-text.js';
import { parseQuery } from '../src/search/query.js';

const filler = 'Nothing of interest stands here. '.repeat(40);

test('markup and raw HTML are gone, code and tables stay as text', () => {
  const plain = plainText(
    '## Set *up*\n\n<script>alert(1)</script>\n\n`port 22` is **open**.\n\n| a | b |\n|---|---|\n| 1 | 2 |',
  );
  expect(plain).toBe('Set up port 22 is open. a b 1 2');
});

test('a short text is given whole', () => {
  expect(excerptOf('Short **text**.', parseQuery('anything'), 100)).toBe('Short text.');
});

test('the window holds the words, cut between words on both sides', () => {
  const excerpt = excerptOf(
    `${filler}Restart the gateway after every change. ${filler}`,
    parseQuery('gateway restart'),
    120,
  );
  expect(excerpt).toContain('Restart the gateway');
  expect(excerpt.length).toBeLessThanOrEqual(120);
  expect(excerpt).toMatch(/^…\p{L}+ .* ?\p{L}+\.?…$/u);
});

test('rare words of the query count more than frequent ones', () => {
  const text = `${'The trunk and the trunk. '.repeat(30)}${filler}Only here: quarantine. ${filler}`;
  expect(excerptOf(text, parseQuery('trunk quarantine'), 100)).toContain('quarantine');
});

test('other endings of a word count', () => {
  expect(excerptOf(`${filler}It was installed. ${filler}`, parseQuery('install'), 80)).toContain('installed');
});

test('a word that only begins with the same letters is another word', () => {
  const text = `Beginning. ${filler}The incident. ${filler}`;
  expect(excerptOf(text, parseQuery('in'), 60)).toMatch(/^Beginning\..*…$/);
});

test('without any word of the query: the beginning', () => {
  expect(excerptOf(`Beginning. ${filler}`, parseQuery('zebra'), 60)).toMatch(/^Beginning\..*…$/);
});

test('an excluded word is none of the query', () => {
  const text = `Beginning. ${filler}The banana. ${filler}`;
  expect(excerptOf(text, parseQuery('start -banana'), 60)).toMatch(/^Beginning\..*…$/);
});

test.each([40, 41, 42, 43])('characters outside the BMP stay whole at %i', (length) => {
  expect(() => encodeURIComponent(excerptOf('😀'.repeat(200), parseQuery('x'), length))).not.toThrow();
});
