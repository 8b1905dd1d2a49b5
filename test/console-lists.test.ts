/** Logic of the console’s lists: what is selected, what the filters mean to a bulk, which pages are offered, streams of events. */
import { expect, test } from '@jest/globals';
import { askAllAgain, client } from '../admin/src/api/client.js';
import { eventsOf } from '../admin/src/api/stream.js';
import { pagesAround } from '../admin/src/list/pages-around.js';
import {
  countOf,
  everything,
  isPageSelected,
  isSelected,
  nothing,
  toggled,
  togglePage,
  type Selected,
} from '../admin/src/list/selection.js';
import { stepsOf } from '../admin/src/screens/coverage/trend-steps.js';
import { aboutBulk } from '../admin/src/bulk/about-bulk.js';
import { neighboursOf, placeIn, rowPlaceOf } from '../admin/src/list/row-place.js';
import { documentFilterOf, filterOfSelected } from '../admin/src/list/document-filter.js';
import { plainMessage } from '../admin/src/words/plain-message.js';
import { workOf } from '../admin/src/screens/today/today-work.js';

const page = ['a', 'b', 'c'];
const idsOf = ({ ids }: Selected): string[] => [...ids].sort();

test('what no screen shows is forgotten after a change', async () => {
  client.setQueryData(['figures'], 1);
  await askAllAgain();
  expect(client.getQueryData(['figures'])).toBeUndefined();
});

test('messages of the service name fields as labels do, without marks of code', () => {
  const message = '`licence` must not be empty. `title` is set or reset; use `first`.';
  expect(plainMessage(message)).toBe('“Licence” must not be empty. “Title” is set or reset; use “first”.');
});

test('rows are selected one by one, across pages', () => {
  const first = toggled(nothing, 'a');
  const second = toggled(first, 'z');
  expect(idsOf(second)).toEqual(['a', 'z']);
  expect(idsOf(toggled(second, 'a'))).toEqual(['z']);
});

test('a page is selected and cleared as a whole, without what is selected elsewhere', () => {
  const elsewhere = toggled(nothing, 'z');
  const whole = togglePage(elsewhere, page);
  expect(idsOf(whole)).toEqual(['a', 'b', 'c', 'z']);
  expect(isPageSelected(whole, page)).toBe(true);
  expect(idsOf(togglePage(whole, page))).toEqual(['z']);
  expect(isPageSelected(nothing, [])).toBe(false);
});

test('rows are taken out of everything that matches, and put back, on every page', () => {
  const rest = toggled(everything, 'b');
  expect([countOf(everything, 60), countOf(rest, 60)]).toEqual([60, 59]);
  expect(['a', 'b', 'unseen'].map((id) => isSelected(rest, id))).toEqual([true, false, true]);
  expect(isPageSelected(rest, page)).toBe(false);
  expect(isPageSelected(rest, ['x', 'y'])).toBe(true);
  expect(toggled(rest, 'b')).toEqual(everything);
  expect(togglePage(rest, page)).toEqual(everything);
  expect(countOf(togglePage(everything, page), 60)).toBe(57);
  expect(countOf(togglePage(everything, page), 3)).toBe(0);
});

test('a list and a bulk over all that match are about the same documents', () => {
  expect(documentFilterOf({}).states).toEqual(['PUBLISHED']);
  expect(documentFilterOf({ state: 'HIDDEN', kind: 'GUIDE', version: '1.10', text: 'missing' })).toEqual({
    states: ['HIDDEN'],
    kinds: ['GUIDE'],
    versions: ['1.10'],
    withoutText: true,
  });
  expect(documentFilterOf({ slug: 'notes', language: 'none' })).toMatchObject({
    slugContains: 'notes',
    languages: [''],
  });
  expect(documentFilterOf({ titles: 'stated' })).toMatchObject({ titleFromName: true, hasStatedTitle: true });
  expect(documentFilterOf({ titles: 'alone' })).toMatchObject({ titleFromName: true, hasStatedTitle: false });
  const published = { states: ['PUBLISHED'] };
  expect(documentFilterOf({ kind: 'OTHER-undecided' })).toEqual({
    ...published,
    kinds: ['OTHER'],
    undecided: ['kind'],
  });
  expect(documentFilterOf({ kind: 'OTHER', language: 'none-undecided' })).toEqual({
    ...{ ...published, kinds: ['OTHER'], languages: [''], undecided: ['language'] },
  });
  expect(documentFilterOf({ titles: 'shared' })).toEqual({ states: ['PUBLISHED'], titleShared: true });
  expect(documentFilterOf({ titles: 'names' })).toEqual({ states: ['PUBLISHED'], titleFromName: true });
  expect(documentFilterOf({ language: 'fi' })).toMatchObject({ languages: ['fi'] });
  expect(documentFilterOf({ kind: 'NONSENSE', state: 'NONSENSE' })).toEqual({ states: ['PUBLISHED'] });
  const chosen = filterOfSelected({ kinds: ['GUIDE'] }, { ids: new Set(['1']), isAll: false });
  expect(chosen).toEqual({ ids: ['1'], states: ['PUBLISHED', 'HIDDEN', 'DRAFT', 'ARCHIVED'] });
  const all = documentFilterOf({ kind: 'GUIDE' });
  expect(filterOfSelected(all, nothing)).toEqual(all);
  expect(filterOfSelected(all, everything)).toEqual(all);
  expect(filterOfSelected(all, toggled(everything, '1'))).toEqual({ ...all, except: ['1'] });
});

test('a row carries its place in the list, and finds its neighbours where rows came and went', () => {
  const place = rowPlaceOf({ q: 'a b&c', version: '1.10', page: undefined }, 51);
  expect(placeIn(place)).toEqual({ search: { q: 'a b&c', version: '1.10' }, at: 51 });
  expect([{}, { at: '0' }, { at: 'x' }, { at: '1.5' }].map(placeIn)).toEqual([null, null, null, null]);
  const part = { total: 60, offset: 50, paths: ['a', 'b', 'c'] };
  const [a, b, c] = [
    { path: 'a', at: 51 },
    { path: 'b', at: 52 },
    { path: 'c', at: 53 },
  ];
  expect(neighboursOf(part, 'b', 51)).toEqual({ total: 60, at: 52, previous: a, next: c });
  expect(neighboursOf(part, 'gone', 52)).toEqual({ total: 60, at: null, previous: a, next: b });
  expect(neighboursOf(part, 'c', 53).next).toBeNull();
});

test('a bulk is told in words: fields, how many of what, and what they have in common', () => {
  const none = { path: null, vendorName: null, productName: null, versionLabel: null };
  const documents = { ...none, kind: 'DOCUMENT' as const, count: 699, fields: ['language'] };
  const told = (subjects: Parameters<typeof aboutBulk>[0]['subjects']): string => aboutBulk({ subjects });
  const ofNokia = { ...documents, vendorName: 'Nokia', productName: 'Nokia SR Linux', path: 'srlinux' };
  expect(told([ofNokia])).toBe('language of 699 documents of Nokia SR Linux');
  expect(told([{ ...ofNokia, productName: 'SR Linux', versionLabel: '23.10' }])).toBe(
    'language of 699 documents of Nokia SR Linux 23.10',
  );
  expect(told([{ ...documents, vendorName: 'Nokia' }])).toBe('language of 699 documents of Nokia');
  expect(told([documents])).toBe('language of 699 documents');
  expect(told([{ ...documents, fields: ['kind', 'title'], count: 1, path: 'a/1/b' }])).toBe(
    'kind and title of the document a/1/b',
  );
  const product = { ...none, kind: 'PRODUCT' as const, count: 2, fields: ['a', 'b', 'c', 'd'] };
  expect(told([{ ...documents, fields: ['place'], path: 'gone' }, product])).toBe(
    '699 documents of gone; 4 fields of 2 products',
  );
});

test('pages around the one that is shown, with gaps', () => {
  expect(pagesAround(1, 1)).toEqual([1]);
  expect(pagesAround(1, 3)).toEqual([1, 2, 3]);
  expect(pagesAround(5, 10)).toEqual([1, 0, 4, 5, 6, 0, 10]);
  expect(pagesAround(10, 10)).toEqual([1, 0, 9, 10]);
});

test('events are read whole, however the network cuts them', async () => {
  const text = 'event: next\ndata: {"title":"Schlüssel"}\n\n:ping\n\nevent: complete\ndata:\n\n';
  const bytes = new TextEncoder().encode(text);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const seen: string[] = [];
  for await (const { name, data } of eventsOf(stream)) seen.push(`${name} ${data}`);
  expect(seen).toEqual(['next {"title":"Schlüssel"}', 'complete ']);
});

test('a line of work is there as long as there is something to do', () => {
  const none = { totalCount: 0 };
  const job = (id: string, state: 'FAILED' | 'SUCCEEDED', failed: number, acknowledgedAt: string | null = null) => ({
    ...{ id, state, acknowledgedAt, counts: { failed } },
  });
  const quiet = {
    library: { vendors: 1, products: 1, versions: 1, documents: 1 },
    running: none,
    ingestSources: { nodes: [{ id: '1', location: '/good', lastJob: job('j1', 'SUCCEEDED', 0) }] },
    proposed: none,
    feedback: none,
    curationReview: none,
    orphanedCuration: { totalCount: 0 },
    withoutText: none,
    withoutLanguage: none,
    titledByName: none,
    unclassified: none,
    drafts: none,
    unassigned: none,
  };
  expect(workOf(quiet)).toEqual([]);
  const failing = [
    { id: '2', location: '/bad', lastJob: job('j2', 'FAILED', 0) },
    { id: '3', location: '/partly', lastJob: job('j3', 'SUCCEEDED', 2) },
    { id: '4', location: '/never', lastJob: null },
    { id: '5', location: '/left', lastJob: job('j5', 'SUCCEEDED', 1, '2026-05-01T00:00:00Z') },
  ];
  const lines = workOf({
    ...quiet,
    ingestSources: { nodes: failing },
    proposed: { totalCount: 1 },
    feedback: { totalCount: 2 },
    curationReview: { totalCount: 3 },
    withoutLanguage: { totalCount: 4 },
    titledByName: { totalCount: 3 },
  });
  expect(lines.map(({ text }) => text)).toEqual([
    'The last ingest of /bad failed',
    '2 files of /partly could not be ingested',
    '1 proposal to accept or reject',
    '2 pieces of feedback from readers',
    '3 corrections to review: the source moved on',
    '4 documents that state no language',
    '3 documents with the name of a file or folder for a title, where the text states another',
  ]);
});

test('a trend is a line of steps: what was there stays until the next change, and now', () => {
  const size = { width: 104, height: 104 };
  const days = [
    { day: '2026-01-01', documents: 0 },
    { day: '2026-01-11', documents: 10 },
  ];
  expect(stepsOf(days, size, Date.parse('2026-01-21'))).toBe('2.0,102.0 52.0,102.0 52.0,2.0 102.0,2.0');
  expect(stepsOf([{ day: '2026-01-01', documents: 3 }], size, Date.parse('2026-01-01'))).not.toContain('NaN');
});
