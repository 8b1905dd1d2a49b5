/** The pure parts of a comparison: rows, words, joined texts, version numbers, documented names, pairs of sections. */
import { describe, expect, test } from '@jest/globals';
import { alignSections, unchangedSections } from '../src/compare/align-sections.js';
import { sectionsOf } from '../src/compare/compared-section.js';
import { definedNames } from '../src/search/definitions/defined-names.js';
import { diffRows, type DiffRow } from '../src/compare/diff-rows.js';
import { documentedDefault } from '../src/search/definitions/documented-default.js';
import { joinedText } from '../src/compare/joined-text.js';
import { sectionPairs } from '../src/compare/section-pairs.js';
import { rowsOf } from '../src/search/definitions/text-rows.js';
import { neutralHeading, neutralText } from '../src/compare/version-numbers.js';

const sideOf = (rows: readonly DiffRow[], other: 'FROM' | 'TO'): string[] =>
  rows
    .filter(({ side }) => side !== other)
    .map(({ pieces }) => pieces.flatMap((piece) => (piece.side === other ? [] : [piece.text])).join(''));

describe('differences', () => {
  const before = 'One line\nthat goes on.\n\n| a | b |\n|---|---|\n| x | 1 |\n| y | 2 |\n\n```sh\nrun\n  stop\n```\n';
  const after = 'One line that\ngoes on.\n\n| a | b |\n|---|---|\n| y | 3 |\n\n```sh\nrun\nstop\n```\n\nMore.\n';

  test('give both texts back, row by row', () => {
    const rows = diffRows(before, after);
    expect(sideOf(rows, 'TO')).toEqual(rowsOf(before).map(({ text }) => text));
    expect(sideOf(rows, 'FROM')).toEqual(rowsOf(after).map(({ text }) => text));
  });

  test('leave paragraphs alone that are only broken elsewhere, and see the indentation of code', () => {
    const rows = diffRows(before, after);
    expect(rows.map(({ kind, side }) => `${kind} ${side}`)).toEqual([
      'TEXT SAME',
      'TABLE SAME',
      'TABLE FROM',
      'TABLE CHANGED',
      'CODE SAME',
      'CODE SAME',
      'CODE CHANGED',
      'CODE SAME',
      'TEXT TO',
    ]);
  });

  test('of texts that have nothing in common end soon and keep every row', () => {
    const text = (word: string): string =>
      Array.from({ length: 3_000 }, (_, at) => `${word}${String(at)} stands ${word} here`).join('\n\n');
    const rows = diffRows(text('a'), text('b'));
    expect(sideOf(rows, 'TO')).toHaveLength(3_000);
    expect(sideOf(rows, 'FROM')).toHaveLength(3_000);
  });
});

describe('texts of a section', () => {
  test('are joined without what cuts repeat', () => {
    const table = (rows: string): string => `| a | b |\n|---|---|\n${rows}`;
    expect(joinedText([table('| 1 | 2 |'), table('| 3 | 4 |'), 'End.'])).toBe(
      `${table('| 1 | 2 |\n| 3 | 4 |')}\n\nEnd.`,
    );
    expect(joinedText(['```sh\none\n```', '```sh\ntwo\n```'])).toBe('```sh\none\ntwo\n```');
    expect(joinedText([table('| 1 | 2 |'), '| c |\n|---|\n| 3 |'])).toBe(
      `${table('| 1 | 2 |')}\n\n| c |\n|---|\n| 3 |`,
    );
  });
});

describe('version numbers', () => {
  const labels = { from: '1.8.2', to: '1.12.0' };

  test('of the product count for nothing, other numbers do', () => {
    const neutral = neutralText(labels);
    expect(neutral('Crane v1.8.1 or 1.8.x')).toBe(neutral('Crane v1.12.0  or\n1.12.x'));
    expect(neutral('wait 10 s')).not.toBe(neutral('wait 30 s'));
    expect(neutral('Kubernetes 1.25.0')).not.toBe(neutral('Kubernetes 1.28.0'));
    expect(neutral('10.1.8.2')).toBe('10.1.8.2');
  });

  test('of chapters count for nothing in headings, those of other releases do', () => {
    const neutral = neutralHeading({ from: '9.18', to: '9.20' });
    expect(neutral('4.2. Zone Transfers')).toBe(neutral('5.1. Zone transfers'));
    expect(neutral('New in 9.18')).toBe(neutral('New in 9.20'));
    expect(neutral('Notes for 9.18.3')).not.toBe(neutral('Notes for 9.20.3'));
  });
});

describe('documented names', () => {
  const named = (path: string[], text: string) =>
    definedNames({ path, isFirst: true, text, identifiers: [] }).map(({ name, of, kind, documentedDefault: value }) => [
      name,
      of,
      kind,
      value,
    ]);

  test('are headings, first cells and items, not what is mentioned', () => {
    expect(named(['Reference', 'pool_size'], 'See `other_name`. The default is `10`.')).toEqual([
      ['pool_size', null, 'SETTING', '10'],
    ]);
    expect(named(['dig - DNS lookup utility', 'Options', '+short, +noshort'], 'Gives a terse answer.')).toEqual([
      ['+short', 'dig', 'OPTION', null],
      ['+noshort', 'dig', 'OPTION', null],
    ]);
    expect(named(['Tool'], '- `--depth=N`: levels (default: 3)\n- plain item\n')).toEqual([
      ['--depth', 'Tool', 'OPTION', '3'],
    ]);
    expect(named(['Log Level'], '> Default: `Info`\n\nWhat is logged.')).toEqual([
      ['Log Level', null, 'SETTING', 'Info'],
    ]);
    expect(named(['Release Notes', 'old_option'], 'Removed.')).toEqual([]);
  });

  test.each([
    ['Default value: `1` (enabled)', '1'],
    ['**Default:** yes', 'yes'],
    ['The default is to print the answer.', null],
    ['It defaults to 5.', '5'],
    ['The default value is 10. The maximum is 20.', '10'],
    ['Nothing is said here.', null],
  ])('%s → %s', (text, value) => {
    expect(documentedDefault(text)).toBe(value);
  });
});

describe('pairs of sections', () => {
  type Written = readonly [file: string, heading: string, text: string];

  function changesOf(before: readonly Written[], after: readonly Written[]): string[] {
    const texts = new Map<number, string>();
    const ids = new Map<string, number>();
    const side = (written: readonly Written[]) => {
      const names = [...new Set(written.map(([file]) => file))];
      const files = names.map((stem, id) => {
        return { id, stem, title: stem, documentId: 'd', document: 'guide', kind: 'GUIDE' as const };
      });
      const sections = sectionsOf({
        files,
        sections: written.map(([file, heading], at) => [at, names.indexOf(file), null, heading, heading] as const),
        chunks: written.map(([file, heading, text], at) => {
          const key = `${heading} ${text}`;
          const id = ids.get(key) ?? ids.size;
          ids.set(key, id);
          texts.set(id, text);
          return [at, names.indexOf(file), at, id] as const;
        }),
      });
      return {
        sections,
        textOf: (at: number) => sections[at]?.passageIds.map((id) => texts.get(id)).join('\n\n') ?? '',
      };
    };
    const [from, to] = [side(before), side(after)];
    const neutrals = { text: neutralText({ from: '1', to: '2' }), heading: neutralHeading({ from: '1', to: '2' }) };
    const alignment = alignSections(from, to, unchangedSections(from.sections, to.sections), neutrals.heading);
    return sectionPairs(from, to, alignment, neutrals).map(
      ({ change, from: a, to: b }) =>
        `${change} ${a?.file ?? ''}/${a?.heading ?? ''} ${b?.file ?? ''}/${b?.heading ?? ''}`,
    );
  }

  const words = (topic: string): string =>
    Array.from({ length: 12 }, (_, at) => `the ${topic} has a rule ${topic}${String(at)}`).join(' ');

  test('follow a text to another heading and to another file', () => {
    expect(
      changesOf(
        [
          ['a', 'Cats', words('cat')],
          ['a', 'Dogs', words('dog')],
          ['a', 'Owls', words('owl')],
        ],
        [
          ['a', 'Felines', `${words('cat')} and more`],
          ['b', 'Dogs', words('dog')],
        ],
      ),
    ).toEqual(['RENAMED a/Cats a/Felines', 'MOVED a/Dogs b/Dogs', 'REMOVED a/Owls /']);
  });

  test('do not take the notes of one release for those of another', () => {
    const notes = (release: string, topic: string): Written => [
      'notes',
      `Notes for ${release}`,
      `${words(topic)} ${words('common')}`,
    ];
    expect(changesOf([notes('1.3', 'cat')], [notes('2.5', 'dog')])).toEqual([
      'REMOVED notes/Notes for 1.3 /',
      'ADDED / notes/Notes for 2.5',
    ]);
  });

  test('keep sections of one heading apart by their texts', () => {
    const example = (topic: string): Written => ['a', 'Example', words(topic)];
    expect(changesOf([example('cat'), example('dog')], [example('new'), example('cat'), example('dog')])).toEqual([
      'ADDED / a/Example',
      'SAME a/Example a/Example',
      'SAME a/Example a/Example',
    ]);
  });
});
