/** Putting things elsewhere: moving, merging, splitting, other slugs. */
import { count } from './common.js';

interface Counts {
  readonly vendors: number;
  readonly products: number;
  readonly versions: number;
  readonly documents: number;
  readonly united: number;
  readonly renamed: number;
}

export const moveWords = {
  moves: {
    open: 'Move or merge…',
    saveFirst: 'Save or discard first what you changed here: a move would lose it.',
    title: (name: string) => `Move or merge: ${name}`,
    ofDocuments: (amount: number) => `Move ${count(amount, 'document')}`,
    ofThings: (amount: number, noun: string) => `Move or merge ${count(amount, noun)}`,
    what: 'What happens',
    targets: {
      VENDOR: ['It becomes one with another vendor'],
      PRODUCT: ['It becomes one with another product', 'It moves to another vendor'],
      VERSION: ['It moves to another product', 'It becomes one with another version'],
      DOCUMENT: ['It moves to another version'],
    } as Readonly<Record<'VENDOR' | 'PRODUCT' | 'VERSION' | 'DOCUMENT', readonly string[]>>,
    targetsOfMany: {
      VENDOR: ['They become one with another vendor'],
      PRODUCT: ['They become one with another product', 'They move to another vendor'],
      VERSION: ['They move to another product', 'They become one with another version'],
      DOCUMENT: ['They move to another version'],
    } as Readonly<Record<'VENDOR' | 'PRODUCT' | 'VERSION' | 'DOCUMENT', readonly string[]>>,
    onlySlug: 'Only its slug changes',
    fields: { vendor: 'Vendor', product: 'Product', version: 'Version' },
    slugHint: 'Type some of its name to find it, or its slug',
    absent: 'The library has no such place. Make it.',
    nameOfNew: 'Its name',
    nameFromSlug: 'As its maker writes it. Made from the slug if left empty',
    slug: 'New slug',
    slugMayStay: 'As it is if left empty',
    summary: ({ vendors, products, versions, documents, united, renamed }: Counts) =>
      [
        vendors > 0 ? count(vendors, 'vendor') : '',
        products > 0 ? count(products, 'product') : '',
        versions > 0 ? count(versions, 'version') : '',
        count(documents, 'document'),
        united > 0 ? `${String(united)} united with another` : '',
        renamed > 0 ? `${count(renamed, 'document')} with another slug, because theirs is taken` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    leadOn: (keys: number) =>
      `Old addresses, names and ${count(keys, 'key')} of chunks lead to the new place. Later ingests put there what comes from the same source.`,
    table: 'What would stand elsewhere',
    columns: { before: 'Now', after: 'Then', effect: 'What becomes of it' },
    effects: { MOVED: 'moves', RENAMED: 'gets another slug', UNITED: 'becomes one with the other' },
    make: 'Move',
    made: 'Moved.',
  },
};
