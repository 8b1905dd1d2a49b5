/** What a filled-in move of the console means to the API. */
import { expect, test } from '@jest/globals';
import { emptyDraft, inputOf, isWhole, placeOf, type Moved } from '../admin/src/moves/move-draft.js';

const product = { kind: 'PRODUCT', ids: ['p'] } as const;
const version = { kind: 'VERSION', ids: ['v'] } as const;

test('a place is named by the slugs that its sort has, and all of them are needed', () => {
  const draft = { ...emptyDraft, product: ' pump ', version: '1.0', vendor: 'acme' };
  expect(placeOf(product, { ...draft, target: 0 })).toEqual({ kind: 'PRODUCT', path: 'pump' });
  expect(placeOf(product, { ...draft, target: 1 })).toEqual({ kind: 'VENDOR', path: 'acme' });
  expect(placeOf(version, { ...draft, target: 1 })).toEqual({ kind: 'VERSION', path: 'pump/1.0' });
  expect(isWhole(version, { ...draft, target: 1 })).toBe(true);
  expect(isWhole(version, { ...draft, target: 1, version: ' ' })).toBe(false);
  expect(isWhole(version, { ...draft, target: 0, version: ' ' })).toBe(true);
});

test('a place that is there goes by its id, another by its names; a slug alone goes nowhere', () => {
  const draft = { ...emptyDraft, product: 'pump', version: ' 2.0 ', note: ' why ' };
  const documents: Moved = { kind: 'DOCUMENT', filter: { products: ['pumps'] } };
  expect(inputOf(version, { ...draft, target: 0 }, 'id')).toEqual({
    things: ['v'],
    into: 'id',
    slug: null,
    note: 'why',
  });
  expect(inputOf(documents, draft, null)).toEqual({
    documents: { products: ['pumps'] },
    intoNew: { product: 'pump', version: '2.0' },
    slug: null,
    note: 'why',
  });
  const renamed = { ...emptyDraft, target: null, slug: 'pumps' };
  expect(placeOf(product, renamed)).toBeNull();
  expect(isWhole(product, renamed)).toBe(true);
  expect(isWhole(product, { ...renamed, slug: ' ' })).toBe(false);
  expect(inputOf(product, renamed, null)).toEqual({ things: ['p'], slug: 'pumps', note: null });
});

test('what is made has the name that was given, where such a place has one', () => {
  const named = { ...emptyDraft, product: 'pump', vendor: 'pump-works', version: '2.0', name: ' PumpWorks ' };
  const intoNew = (moved: Moved, target: number, place: string | null) =>
    inputOf(moved, { ...named, target }, place).intoNew;
  expect(intoNew(product, 1, null)).toEqual({ vendor: 'pump-works', vendorName: 'PumpWorks' });
  expect(intoNew(version, 0, null)).toEqual({ product: 'pump', productName: 'PumpWorks' });
  expect(intoNew(version, 1, null)).toEqual({ product: 'pump', version: '2.0' });
  expect(intoNew(product, 1, 'there')).toBeUndefined();
});
