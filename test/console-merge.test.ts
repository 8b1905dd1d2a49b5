/** What an edit screen keeps and sends, and how it comes together with what others did meanwhile. */
import { expect, test } from '@jest/globals';
import {
  inputOf,
  leftInDraft,
  resetInDraft,
  setInDraft,
  valueInDraft,
  type Draft,
  type LoadedField,
} from '../admin/src/screens/edit/draft.js';
import { mergedDraft, mergeRows } from '../admin/src/screens/edit/merge.js';

const field = (name: string, effective: unknown, more: Partial<LoadedField> = {}): LoadedField => ({
  field: name,
  extracted: effective,
  effective,
  isOverridden: false,
  ...more,
});

test('typing back what was there is no change', () => {
  const title = field('title', 'Manual');
  const draft = setInDraft({}, title, 'Manuals');
  expect(inputOf(draft)).toEqual({ set: { title: 'Manuals' }, reset: [] });
  expect(setInDraft(draft, title, 'Manual')).toEqual({});
  const aliases = field('aliases', ['a', 'b']);
  expect(setInDraft({}, aliases, ['a', 'b'])).toEqual({});
});

test('a reset shows what the source says and is sent as a reset', () => {
  const kind = field('kind', 'GUIDE', { extracted: 'OTHER', isOverridden: true });
  const draft = resetInDraft({}, 'kind');
  expect(valueInDraft(draft, kind)).toBe('OTHER');
  expect(inputOf(draft)).toEqual({ set: {}, reset: ['kind'] });
});

test('lists are sent without the empty lines that typing leaves; nothing is sent as null', () => {
  const draft: Draft = {
    aliases: { set: true, value: [' one ', '', 'two'] },
    language: { set: true, value: null },
  };
  expect(inputOf(draft).set).toEqual({ aliases: ['one', 'two'], language: null });
});

test('of what was changed while it was being saved, the later change is left to save', () => {
  const fields = [
    ...[field('title', 'Manual'), field('kind', 'GUIDE'), field('language', 'en')],
    ...[field('licence', 'MIT', { extracted: null, isOverridden: true }), field('notes', null)],
  ];
  const [title, kind, language, licence, notes] = fields as [
    ...[LoadedField, LoadedField, LoadedField, LoadedField, LoadedField],
  ];
  const sent = [title, kind, language, licence].reduce<Draft>((draft, each) => setInDraft(draft, each, 'sent'), {});
  expect(leftInDraft(sent, sent, fields)).toEqual({});
  const typed = setInDraft(setInDraft(sent, title, 'Later'), notes, 'New');
  expect(inputOf(leftInDraft(typed, sent, fields))).toEqual({ set: { title: 'Later', notes: 'New' }, reset: [] });
  const takenBack = setInDraft(setInDraft(sent, language, 'en'), licence, 'MIT');
  expect(inputOf(leftInDraft(takenBack, sent, fields))).toEqual({ set: { licence: 'MIT' }, reset: ['language'] });
});

const base = [
  field('title', 'Manual'),
  field('kind', 'OTHER'),
  field('language', 'en'),
  field('licence', null),
  field('releasedOn', null),
];
const current = [
  field('title', 'Their manual', { isOverridden: true }),
  field('kind', 'GUIDE', { isOverridden: true }),
  field('language', 'de', { isOverridden: true }),
  field('licence', null),
  field('releasedOn', null),
];
const draft: Draft = {
  title: { set: true, value: 'My manual' },
  kind: { set: true, value: 'GUIDE' },
  licence: { set: true, value: 'MIT' },
};

test('a merge tells fields that one side changed from those that both did', () => {
  const rows = mergeRows(base, current, draft);
  expect(rows.map(({ field: name, state }) => [name, state])).toEqual([
    ['title', 'BOTH'],
    ['kind', 'SAME'],
    ['language', 'THEIRS'],
    ['licence', 'MINE'],
  ]);
  expect(rows[0]).toMatchObject({ base: 'Manual', theirs: 'Their manual', mine: 'My manual' });
});

test('what is saved after a conflict is mine alone, and of both only what was chosen', () => {
  const rows = mergeRows(base, current, draft);
  expect(Object.keys(mergedDraft(rows, draft, new Set()))).toEqual(['licence']);
  expect(Object.keys(mergedDraft(rows, draft, new Set(['title', 'language'])))).toEqual(['title', 'licence']);
});

test('a reset meets their correction as a conflict, with the value that the reset would bring', () => {
  const rows = mergeRows(
    [field('title', 'Corrected', { extracted: 'Source', isOverridden: true })],
    [field('title', 'Corrected again', { extracted: 'Source', isOverridden: true })],
    resetInDraft({}, 'title'),
  );
  expect(rows).toEqual([
    { field: 'title', base: 'Corrected', theirs: 'Corrected again', mine: 'Source', state: 'BOTH' },
  ]);
});
