/** The filters of the list of documents, as its address holds them and as the API takes them. */
import { documentKinds } from '../fields/curated-fields.js';
import type { Selected } from './selection.js';
import { noneStated, undecided, type Search } from './shown.js';

const states = ['PUBLISHED', 'HIDDEN', 'DRAFT', 'ARCHIVED'] as const;
export type State = (typeof states)[number];

export interface DocumentFilter {
  ids?: string[];
  except?: string[];
  titleContains?: string;
  slugContains?: string;
  vendors?: string[];
  products?: string[];
  versions?: string[];
  kinds?: (typeof documentKinds)[number][];
  languages?: string[];
  states?: State[];
  withoutText?: boolean;
  titleFromName?: boolean;
  hasStatedTitle?: boolean;
  titleShared?: boolean;
  undecided?: string[];
}

/**
 * Titles that only repeat a name: all, those whose text states another, those whose text states none; titles that several
 * documents of a version have.
 */
const titlesOf: Readonly<Record<string, Pick<DocumentFilter, 'titleFromName' | 'hasStatedTitle' | 'titleShared'>>> = {
  names: { titleFromName: true },
  stated: { titleFromName: true, hasStatedTitle: true },
  alone: { titleFromName: true, hasStatedTitle: false },
  shared: { titleShared: true },
};

const valueOf = (value: string | undefined): string => value?.replace(new RegExp(`${undecided}$`, 'u'), '') ?? '';

/**
 * States are always said: a list that leaves them out means what is published, a bulk means everything, and both must be
 * about the same documents.
 */
export function documentFilterOf(search: Search): DocumentFilter {
  const { q, slug, vendor, product, version, kind, language, state, text, titles } = search;
  const kinds = documentKinds.filter((name) => name === valueOf(kind));
  const open = Object.entries({ kind, language }).flatMap(([name, value]) =>
    value?.endsWith(undecided) ? [name] : [],
  );
  return {
    ...(q !== undefined && { titleContains: q }),
    ...(slug !== undefined && { slugContains: slug }),
    ...(vendor !== undefined && { vendors: [vendor] }),
    ...(product !== undefined && { products: [product] }),
    ...(version !== undefined && { versions: [version] }),
    ...(kinds.length > 0 && { kinds }),
    ...(language !== undefined && { languages: [valueOf(language) === noneStated ? '' : valueOf(language)] }),
    ...(text === 'missing' && { withoutText: true }),
    ...(titles !== undefined && titlesOf[titles]),
    ...(open.length > 0 && { undecided: open }),
    states: [states.find((name) => name === state) ?? 'PUBLISHED'],
  };
}

/** What is selected of the documents that match; all of them where nothing is. One by one they are meant whatever their state. */
export function filterOfSelected(filter: DocumentFilter, { ids, isAll }: Selected): DocumentFilter {
  if (ids.size === 0) return filter;
  return isAll ? { ...filter, except: [...ids] } : { ids: [...ids], states: [...states] };
}

const orders = {
  TITLE_ASC: { field: 'TITLE', direction: 'ASC' },
  TITLE_DESC: { field: 'TITLE', direction: 'DESC' },
  KIND_ASC: { field: 'KIND', direction: 'ASC' },
  KIND_DESC: { field: 'KIND', direction: 'DESC' },
  PATH_ASC: { field: 'PATH', direction: 'ASC' },
  PATH_DESC: { field: 'PATH', direction: 'DESC' },
  CHANGED_DESC: { field: 'UPDATED_AT', direction: 'DESC' },
  CHANGED_ASC: { field: 'UPDATED_AT', direction: 'ASC' },
  NO_TEXT_DESC: { field: 'PAGES_WITHOUT_TEXT', direction: 'DESC' },
  NO_TEXT_ASC: { field: 'PAGES_WITHOUT_TEXT', direction: 'ASC' },
} as const;

export const documentOrderOf = (order: string | undefined) =>
  Object.entries(orders).find(([name]) => name === order)?.[1] ?? orders.PATH_ASC;
