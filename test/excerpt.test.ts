/** Excerpts: plain, bounded, around the words of the query. */
import { describe, expect, test } from '@jest/globals';
import { excerptOf } from '../src/search/excerpt.js';
import { plainText } from '../src/search/plain-text.js';
import { parseQuery } from '../src/search/query.js';
import { densest, windowAround } from '../src/search/text-window.js';

const filler = 'Nothing of interest stands here. '.repeat(40);

test('markup and raw HTML are gone, code and tables stay as text', () => {
  const plain = plainText(
    '## Set *up*\n\n<script>alert(1)</script>\n\n`port 22` is **open**.\n\n| a | b |\n|---|---|\n| 1 | 2 |',
  );
  expect(plain).toBe('Set up port 22 is open. a b 1 2');
});

test('a short text is given whole', () => {
  expect(excerptOf('Short **text**.', parseQuery('anything'), 100)).toBe('Short text.');
  expect(excerptOf('Short **text**.', parseQuery('anything'), 'Short text.'.length)).toBe('Short text.');
});

describe('wherever the word stands, an excerpt is a part of the text that fills its room', () => {
  const numbers = Array.from({ length: 60 }, (_, at) => at + 100);
  test.each([
    ['of words', numbers.map(String), ' '],
    ['without spaces', Array.from({ length: 120 }, () => '設'), ''],
    ['without spaces, of characters of two units', Array.from({ length: 60 }, () => '😀'), ''],
  ])('a text %s', (_what, words, space) => {
    for (let nth = 0; nth <= 12; nth += 1) {
      const [place, maxLength] = [Math.round((nth * words.length) / 12), 40 + nth];
      const text = words
        .toSpliced(place, 0, space === '' ? ' gateway ' : 'gateway')
        .join(space)
        .trim();
      const excerpt = excerptOf(text, parseQuery('gateway'), maxLength);
      const [, before, body = '', after] = /^(…?)([^…]*)(…?)$/u.exec(excerpt) ?? [];
      expect(text).toContain(body);
      expect(body).toContain('gateway');
      expect(() => encodeURIComponent(body)).not.toThrow();
      expect([before, after]).toEqual([text.startsWith(body) ? '' : '…', text.endsWith(body) ? '' : '…']);
      expect(excerpt.length).toBeLessThanOrEqual(maxLength);
      if (space === '') continue;
      expect(` ${text} `).toContain(` ${body} `);
      expect(body.length).toBeGreaterThanOrEqual(maxLength - 2 - 'gateway '.length);
    }
  });
});

describe('the window around a stretch', () => {
  const text = Array.from({ length: 100 }, (_, at) => 'abcdefghij'[at % 10] ?? '').join(' ');
  const whole = { start: 0, end: text.length };

  test('has a third of what is left before it', () => {
    expect(windowAround(text, { start: 100, end: 109 }, 39, whole)).toEqual({ start: 90, end: 129 });
  });

  test.each([
    ['begins where the text begins', { start: 2, end: 5 }, { start: 0, end: 39 }],
    ['ends where the text ends', { start: 190, end: 193 }, { start: 160, end: 199 }],
    ['holds a stretch that fills it', { start: 100, end: 139 }, { start: 100, end: 139 }],
  ])('%s', (_what, core, expected) => {
    expect(windowAround(text, core, 39, whole)).toEqual(expected);
  });

  test('stays within the bounds that it is given', () => {
    const within = { start: 50, end: 99 };
    expect(windowAround(text, { start: 52, end: 53 }, 39, within)).toEqual({ start: 50, end: 89 });
    expect(windowAround(text, { start: 96, end: 97 }, 39, within)).toEqual({ start: 60, end: 99 });
    expect(windowAround(text, { start: 70, end: 71 }, 200, within)).toEqual(within);
  });

  /** What of the text is shown around its `core`, in a room of so many units. */
  const shown = (written: string, core: string, room: number): string => {
    const at = written.indexOf(core);
    const { start, end } = windowAround(written, { start: at, end: at + core.length }, room, {
      start: 0,
      end: written.length,
    });
    return written.slice(start, end);
  };
  const long = 'x'.repeat(50);

  test.each([
    ['ends inside a word that does not end within it', `gate-${long}`, 'gate', 10, 'gate-xxxxx'],
    ['ends inside a long word behind it', `gate ${long}`, 'gate', 10, 'gate xxxxx'],
    ['ends with the last whole word', `gate is ${long}`, 'gate', 10, 'gate is'],
    ['begins inside a word that begins before it', `${long}-gate ${long}`, 'gate', 10, 'x-gate xxx'],
    ['begins with the stretch behind a long word', `${long} gate`, 'gate', 10, 'gate'],
    ['begins with the first whole word', `${long} of gate`, 'gate', 13, 'of gate'],
    ['holds a stretch of one letter that ends a long word', `${long}-é ${long}`, 'é', 10, 'xx-é xxxxx'],
    ['cuts no first character of a block in two', `gate-${'🐀'.repeat(20)}`, 'gate', 10, 'gate-🐀🐀'],
    ['cuts no last character of a block in two', `gate-${'🏿'.repeat(20)}`, 'gate', 10, 'gate-🏿🏿'],
    ['leaves out no whole character', `gate-${'Ａ'.repeat(20)}`, 'gate', 10, 'gate-ＡＡＡＡＡ'],
    ['cuts no character in two at its end', `gate-${'😀'.repeat(20)}`, 'gate', 10, 'gate-😀😀'],
    ['cuts no character in two at its begin', `${'😀'.repeat(20)}-gate-${'😀'.repeat(20)}`, 'gate', 10, '😀-gate-😀'],
  ])('%s', (_what, written, core, room, expected) => {
    expect(shown(written, core, room)).toBe(expected);
  });
});

describe('the densest stretch', () => {
  const match = (term: string, start: number) => ({ term, start, end: start + 4 });
  const weights: Readonly<Record<string, number>> = { rare: 3, some: 1, many: 0.5 };
  const found = (...matches: readonly ReturnType<typeof match>[]) => densest(matches, 20, (term) => weights[term] ?? 0);

  test.each([
    ['holds what just fits', [match('some', 10), match('many', 26)], { start: 10, end: 30, weight: 1.5 }],
    ['leaves out what does not', [match('some', 10), match('many', 27)], { start: 10, end: 14, weight: 1 }],
    ['is the first of equals', [match('some', 10), match('some', 90)], { start: 10, end: 14, weight: 1 }],
    [
      'does not grow for a word that it holds',
      [match('some', 10), match('some', 16)],
      { start: 10, end: 14, weight: 1 },
    ],
    [
      'ends with its last word',
      [match('some', 0), match('some', 5), match('rare', 10)],
      { start: 0, end: 14, weight: 4 },
    ],
    ['is nothing where nothing is', [], { start: 0, end: 0, weight: 0 }],
  ])('%s', (_what, matches, expected) => {
    expect(found(...matches)).toEqual(expected);
  });
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

test('a word that stands once counts as much as two that stand twice each', () => {
  const text = `A zebra. ${filler}The trunk, the gateway. ${filler}A trunk. ${filler}A gateway.`;
  expect(excerptOf(text, parseQuery('trunk gateway zebra'), 60)).toContain('zebra');
});

test('words that do not fit together are not counted together', () => {
  const text = `alpha ${'x '.repeat(15)}omega. ${filler}Both: alpha omega. ${filler}`;
  expect(excerptOf(text, parseQuery('alpha omega'), 40)).toContain('alpha omega');
});

test('an excerpt fills its room, and says so when it leaves out one character', () => {
  expect(excerptOf('x '.repeat(100), parseQuery('zebra x'), 41)).toHaveLength(40);
  expect(excerptOf(`${'x'.repeat(10)}-gateway ${filler}`, parseQuery('gateway'), 40)).toMatch(/^…x{9}-gateway /);
});

test('other endings of a word count', () => {
  expect(excerptOf(`${filler}It was installed. ${filler}`, parseQuery('install'), 80)).toContain('installed');
});

test('of four letters on, a word is found with another ending', () => {
  const excerpt = (query: string) => excerptOf(`Beginning. ${filler}The ports. ${filler}`, parseQuery(query), 60);
  expect(excerpt('port')).toContain('ports');
  expect(excerpt('por')).toMatch(/^Beginning\./);
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
