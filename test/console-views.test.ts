/** What a list shows, as its address says it: when it is a view as it was saved, when it differs, which columns there are. */
import { expect, test } from '@jest/globals';
import {
  asMeant,
  isBare,
  isSameShown,
  searchOf,
  shownColumns,
  shownIn,
  withColumn,
  type Search,
} from '../admin/src/list/shown.js';
import { shownOfView, viewInputOf } from '../admin/src/views/view-input.js';

const address: Search = {
  ...{ view: 'v', page: '3', order: 'TITLE_ASC', columns: 'title,kind', density: 'compact' },
  ...{ q: 'Gate', kind: 'GUIDE' },
};

test('an address says what is shown, and what is shown makes the address again', () => {
  const shown = shownIn(address);
  expect(shown).toEqual({
    filters: { q: 'Gate', kind: 'GUIDE' },
    order: 'TITLE_ASC',
    columns: ['title', 'kind'],
    density: 'COMPACT',
  });
  expect({ view: 'v', page: '3', ...searchOf(shown) }).toEqual(address);
  expect(Object.values(searchOf(shownIn({}))).filter((value) => value !== undefined)).toEqual([]);
});

test('what a view keeps comes back as it was', () => {
  const shown = shownIn({ ...address, language: '' });
  const input = viewInputOf(shown, { name: 'Mine', isShared: true });
  expect(input.filters).toEqual([
    { name: 'q', value: 'Gate' },
    { name: 'kind', value: 'GUIDE' },
  ]);
  const view = { ...input, list: 'DOCUMENTS', id: 'v', isOwn: true, mayChange: true } as const;
  const back = shownOfView({ ...view, ownerName: 'Ada', callerName: 'Ada', revision: 1 });
  expect(isSameShown(back, shown, undefined)).toBe(true);
});

test('a view alone is meant as it was saved; one whose filters were cleared is not', () => {
  expect(isBare({ view: 'v', page: '2', q: '' })).toBe(true);
  expect(isBare({ view: 'v', q: 'Gate' })).toBe(false);
  const cleared = asMeant({ view: 'v', page: undefined });
  expect(isBare(cleared)).toBe(false);
  expect(shownIn(cleared)).toEqual(shownIn({}));
  expect(asMeant({ page: undefined })).toEqual({ page: undefined });
  expect(asMeant(address)).toEqual(address);
});

test.each([
  ['a filter', { ...address, q: 'Door' }],
  ['a filter that is gone', { ...address, q: undefined }],
  ['another filter', { ...address, vendor: 'acme' }],
  ['the order', { ...address, order: 'KIND_ASC' }],
  ['the columns', { ...address, columns: 'title' }],
  ['the density', { ...address, density: undefined }],
])('%s makes a difference', (_, other) => {
  expect(isSameShown(shownIn(address), shownIn(other), 'TITLE_ASC')).toBe(false);
});

test('the page, empty filters and the usual order make none', () => {
  const other = { ...address, page: '1', order: undefined, vendor: '' };
  expect(isSameShown(shownIn(address), shownIn(other), 'TITLE_ASC')).toBe(true);
});

const all = [
  { key: 'kind' },
  { key: 'title', isHeading: true },
  { key: 'slug', isExtra: true },
  { key: 'changed' },
] as const;
const keysOf = (chosen: readonly string[]): string[] => shownColumns(all, chosen).map(({ key }) => key);

test('columns keep the order of the list, and the one that names rows stays', () => {
  expect(keysOf([])).toEqual(['kind', 'title', 'changed']);
  expect(keysOf(['slug', 'kind'])).toEqual(['kind', 'title', 'slug']);
  expect(keysOf(['no-such-column'])).toEqual(['title']);
});

test('a column more and then less is what it was', () => {
  const more = withColumn(all, [], 'slug');
  expect(more).toEqual(['kind', 'title', 'slug', 'changed']);
  expect(withColumn(all, more, 'slug')).toEqual([]);
  expect(withColumn(all, [], 'kind')).toEqual(['title', 'changed']);
});
