/** What a search could be narrowed to: all that matches is counted, and what else could be chosen stays; whatever ranks the words. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StoreUnavailableError } from '../src/errors.js';
import { createFacets, type FacetParts } from '../src/search/facets.js';
import { createPostgresLexicalIndex } from '../src/search/lexical/create-lexical-index.js';
import type { LexicalIndex } from '../src/search/lexical/lexical-index.js';
import { parseQuery } from '../src/search/query.js';
import type { Rank } from '../src/search/rank.js';
import type { Leg } from '../src/search/request.js';
import { noSettings } from '../src/search/settings/search-settings.js';
import { unlimited } from '../src/search/settings/setting-scope.js';
import type { OpenQuestion } from '../src/search/understand.js';
import { indexVariants, type IndexVariant } from './testkit/index-variants.js';
import { silent } from './testkit/store.js';

interface Value {
  readonly count: number;
  readonly isSelected: boolean;
}

interface Facets {
  readonly vendors: readonly (Value & { readonly vendor: { readonly slug: string } })[];
  readonly products: readonly (Value & { readonly product: { readonly slug: string } })[];
  readonly versions: readonly (Value & {
    readonly version: { readonly slug: string; readonly product: { readonly slug: string } };
  })[];
  readonly kinds: readonly (Value & { readonly kind: string })[];
  readonly languages: readonly (Value & { readonly language: string })[];
  readonly documents: readonly (Value & {
    readonly document: { readonly slug: string; readonly version: Facets['versions'][number]['version'] };
  })[];
  readonly countedLegs: readonly string[];
  readonly isExact: boolean;
}

interface Answer {
  readonly facets: Facets;
  readonly hits: { readonly nodes: readonly { readonly chunk: { readonly key: string } }[] };
}

const version = 'version { slug product { slug } }';
const question = `query Facets($query: String!, $mode: SearchMode, $scope: ScopeInput) {
  search(query: $query, mode: $mode, scope: $scope) {
    hits(first: 50) { nodes { chunk { key } } }
    facets {
      vendors { count isSelected vendor { slug } } products { count isSelected product { slug } }
      versions { count isSelected ${version} } kinds { count isSelected kind } languages { count isSelected language }
      documents { count isSelected document { slug ${version} } } countedLegs isExact
    }
  }
}`;

/** Sections are passages of their own. */
function book(language: string | null, name: string, sections: readonly string[]): string {
  const front = language === null ? '' : `---\nlanguage: ${language}\n---\n\n`;
  return `${front}# ${name}\n\n${sections.map((text, at) => `## ${name} ${String(at)}\n\n${text}\n`).join('\n')}`;
}

const levers = (name: string, count: number): string[] =>
  Array.from(
    { length: count },
    (_, at) => `Turn lever ${name}${String(at)} by hand, then read gauge ${name}${String(at)}.`,
  );

/** Versions of the crane, of which the first and the last are previews, and documents that each of them has. */
const cranes = ['0.9', '1.0', '2.0', '3.0'];
const booms = ['jib', 'hook', 'cab', 'mast', 'base', 'rope', 'drum', 'deck'];

/** More than a leg hands to the fusion. */
const many = 130;

const told = ({ count, isSelected }: Value, name: string): string => `${isSelected ? '*' : ''}${name} ${String(count)}`;
const sorted = (names: readonly string[]): string[] => names.toSorted((a, b) => a.localeCompare(b));

describe.each(indexVariants)('%s', (_name, open) => {
  let variant: IndexVariant;

  async function ask(query: string, scope: object = {}, mode = 'LEXICAL'): Promise<Answer> {
    const { search } = await variant.library.ask<{ search: Answer }>(question, { query, scope, mode });
    return search;
  }

  /** `name count`, with a star before what is selected. */
  async function counts(query: string, scope: object = {}, mode = 'LEXICAL') {
    const { facets } = await ask(query, scope, mode);
    return {
      vendors: sorted(facets.vendors.map((one) => told(one, one.vendor.slug))),
      products: sorted(facets.products.map((one) => told(one, one.product.slug))),
      versions: sorted(facets.versions.map((one) => told(one, `${one.version.product.slug}/${one.version.slug}`))),
      kinds: sorted(facets.kinds.map((one) => told(one, one.kind))),
      languages: sorted(facets.languages.map((one) => told(one, one.language))),
      documents: sorted(
        facets.documents.map((one) =>
          told(one, [one.document.version.product.slug, one.document.version.slug, one.document.slug].join('/')),
        ),
      ),
    };
  }

  beforeAll(async () => {
    variant = await open();
    const guide = levers('guide', 6);
    await variant.ingest({
      'library.yaml': [
        'entries:',
        ...['pump/1.0', 'pump/2.0', 'fan/1.0', 'gate/1.0'].map((path) => {
          const [product, label] = path.split('/');
          return `  - { path: ${path}, vendor: Acme, product: ${product ?? ''}, version: "${label ?? ''}", kind: GUIDE }`;
        }),
        '  - { path: shelf/1, vendor: Case, product: shelf, version: "1", kind: OTHER }',
        ...cranes.map((label) => {
          const version = `{ label: "${label}", preview: ${String(label !== '1.0' && label !== '2.0')} }`;
          return `  - { path: crane/${label}, vendor: Case, product: crane, version: ${version} }`;
        }),
        '  - { path: valve/1, vendor: Bolt, product: valve, version: "1", kind: RELEASE_NOTES }',
        '',
      ].join('\n'),
      'pump/1.0/guide/guide.md': book('en', 'Guide', guide),
      'pump/2.0/guide/guide.md': book('en-GB', 'Guide', [...guide.slice(0, 4), 'Turn lever alone.']),
      'pump/2.0/handbuch/handbuch.md': book('de', 'Handbuch', levers('buch', 3)),
      'fan/1.0/guide/guide.md': book('en', 'Guide', levers('fan', many)),
      'gate/1.0/guide/guide.md': book('en', 'Guide', ['The gate of the garden is green.']),
      ...Object.fromEntries(
        Array.from({ length: 105 }, (_, at) => {
          const name = `box${String(at)}`;
          return [`shelf/1/${name}/${name}.md`, book('fr', name, ['Here is a needle.'])];
        }),
      ),
      ...Object.fromEntries(
        cranes.flatMap((label) =>
          booms.map((name) => [`crane/${label}/${name}/${name}.md`, book('fr', name, [`The boom of ${name}.`])]),
        ),
      ),
      'valve/1/notes/notes.md': book(null, 'Notes', levers('note', 2)),
    });
  });

  afterAll(() => variant.close());

  const everything = {
    vendors: ['acme 140', 'bolt 2'],
    products: ['fan 130', 'pump 10', 'valve 2'],
    versions: ['fan/1.0 130', 'pump/1.0 6', 'pump/2.0 8', 'valve/1 2'],
    kinds: ['GUIDE 140', 'RELEASE_NOTES 2'],
    languages: ['de 3', 'en 136', 'en-GB 5'],
    documents: ['fan/1.0/guide 130', 'pump/2.0/guide 7', 'pump/2.0/handbuch 3', 'valve/1/notes 2'],
  };

  test('all that matches the words is counted, a passage once for each value', async () => {
    expect(await counts('lever')).toEqual(everything);
    expect((await ask('lever')).facets).toMatchObject({ countedLegs: ['LEXICAL'], isExact: true });
  });

  test('most passages come first', async () => {
    const { facets } = await ask('lever', { products: ['pump'] });
    expect(facets.products.map(({ count }) => count)).toEqual([130, 10, 2]);
  });

  test('a document of several versions is told once, as that of the newest release', async () => {
    const { documents } = await counts('boom');
    expect(documents).toEqual(sorted(booms.map((name) => `crane/2.0/${name} 1`)));
    const chosen = await counts('lever document:guide', { products: ['pump'] });
    expect(chosen.documents).toEqual(['*pump/2.0/guide 7', 'pump/2.0/handbuch 3']);
  });

  test('among as many passages, what is chosen stays where it was', async () => {
    const versionsFor = async (scope: object): Promise<string[]> =>
      (await ask('boom', scope)).facets.versions.map(({ version }) => version.slug);
    const all = await versionsFor({});
    expect(sorted(all)).toEqual(cranes);
    for (const label of all) expect(await versionsFor({ products: ['crane'], versions: [label] })).toEqual(all);
  });

  test('what is chosen keeps what else could be, and limits all other lists', async () => {
    expect(await counts('lever', { products: ['pump'] })).toEqual({
      vendors: ['acme 10'],
      products: ['*pump 10', 'fan 130', 'valve 2'],
      versions: ['pump/1.0 6', 'pump/2.0 8'],
      kinds: ['GUIDE 10'],
      languages: ['de 3', 'en 6', 'en-GB 5'],
      documents: ['pump/2.0/guide 7', 'pump/2.0/handbuch 3'],
    });
    expect(await counts('lever', { products: ['pump'], versions: ['2.0'] })).toEqual({
      vendors: ['acme 8'],
      products: ['*pump 8'],
      versions: ['*pump/2.0 8', 'pump/1.0 6'],
      kinds: ['GUIDE 8'],
      languages: ['de 3', 'en-GB 5'],
      documents: ['pump/2.0/guide 5', 'pump/2.0/handbuch 3'],
    });
    expect(await counts('lever', { kinds: ['RELEASE_NOTES'] })).toEqual({
      vendors: ['bolt 2'],
      products: ['valve 2'],
      versions: ['valve/1 2'],
      kinds: ['*RELEASE_NOTES 2', 'GUIDE 140'],
      languages: [],
      documents: ['valve/1/notes 2'],
    });
    expect(await counts('lever', { vendors: ['Bolt'] })).toMatchObject({
      vendors: ['*bolt 2', 'acme 140'],
      products: ['valve 2'],
    });
  });

  test('several values are chosen at once', async () => {
    expect(await counts('lever', { kinds: ['GUIDE', 'RELEASE_NOTES'], products: ['pump', 'valve'] })).toEqual({
      vendors: ['acme 10', 'bolt 2'],
      products: ['*pump 10', '*valve 2', 'fan 130'],
      versions: ['pump/1.0 6', 'pump/2.0 8', 'valve/1 2'],
      kinds: ['*GUIDE 10', '*RELEASE_NOTES 2'],
      languages: ['de 3', 'en 6', 'en-GB 5'],
      documents: ['pump/2.0/guide 7', 'pump/2.0/handbuch 3', 'valve/1/notes 2'],
    });
  });

  test('filters within the query choose like the scope beside it', async () => {
    expect(await counts('lever product:pump version:2.0')).toEqual(
      await counts('lever', { products: ['pump'], versions: ['2.0'] }),
    );
    expect(await counts('lever kind:release-notes')).toEqual(await counts('lever', { kinds: ['RELEASE_NOTES'] }));
    expect(await counts('lever vendor:bolt')).toEqual(await counts('lever', { vendors: ['bolt'] }));
    expect(await counts('lever version:2.0', { products: ['pump'] })).toEqual(
      await counts('lever', { products: ['pump'], versions: ['2.0'] }),
    );
    expect(await counts('lever', { products: ['pump 2.0'] })).toMatchObject({
      versions: ['*pump/2.0 8', 'pump/1.0 6'],
    });
  });

  test('languages and documents are chosen, too', async () => {
    expect(await counts('lever language:de')).toMatchObject({
      products: ['pump 3'],
      languages: ['*de 3', 'en 136', 'en-GB 5'],
      documents: ['pump/2.0/handbuch 3'],
    });
    expect(await counts('lever language:en language:de product:pump')).toMatchObject({
      products: ['*pump 10', 'fan 130'],
      languages: ['*de 3', '*en 6', '*en-GB 5'],
    });
    for (const language of ['en', 'en-gb'])
      expect(await counts(`lever language:${language} product:pump version:2.0`)).toMatchObject({
        languages: ['*en-GB 5', 'de 3'],
      });
    expect(await counts('lever language:fr product:pump')).toMatchObject({
      languages: ['*fr 0', 'de 3', 'en 6', 'en-GB 5'],
    });
    expect(await counts('lever document:handbuch')).toMatchObject({
      languages: ['de 3'],
      documents: ['*pump/2.0/handbuch 3', 'fan/1.0/guide 130', 'pump/2.0/guide 7', 'valve/1/notes 2'],
    });
    expect(await counts('lever document:guide language:en-gb')).toMatchObject({
      languages: ['*en-GB 5', 'en 136'],
      documents: ['*pump/2.0/guide 5'],
    });
  });

  test('phrases and exclusions hold for what is counted', async () => {
    expect(await counts('lever "turn lever alone"')).toMatchObject({
      versions: ['pump/2.0 1'],
      documents: ['pump/2.0/guide 1'],
    });
    expect(await counts('lever -hands')).toMatchObject({ versions: ['pump/2.0 1'] });
    expect(await counts('lever -hands', { products: ['valve'] })).toMatchObject({
      products: ['*valve 0', 'pump 1'],
      versions: [],
    });
  });

  test('a list has a hundred values, and what is chosen is one of them', async () => {
    const documents = async (query: string) => (await ask(query)).facets.documents;
    expect(await documents('needle')).toHaveLength(100);
    const last = ['box97', 'box98', 'box99'];
    const some = await documents(`needle ${last.map((name) => `document:${name}`).join(' ')}`);
    expect(some).toHaveLength(100);
    expect(sorted(some.filter((one) => one.isSelected).map(({ document }) => document.slug))).toEqual(last);
  });

  test('what is chosen is told even if nothing of it matches', async () => {
    expect(await counts('green', { products: ['pump'], kinds: ['RELEASE_NOTES'] })).toMatchObject({
      products: ['*pump 0'],
      kinds: ['*RELEASE_NOTES 0'],
    });
    expect(await counts('green product:pump version:1.0 language:en document:guide')).toMatchObject({
      products: ['*pump 0', 'gate 1'],
      versions: ['*pump/1.0 0'],
      languages: ['*en 0'],
      documents: ['*pump/1.0/guide 0'],
    });
  });

  test('where nothing can be found, what else could be chosen is told; no other version answers', async () => {
    const scope = { products: ['pump'], versions: ['9.9'] };
    expect((await ask('lever', scope)).hits.nodes).toEqual([]);
    expect(await counts('lever', scope)).toEqual({
      vendors: [],
      products: ['*pump 0'],
      versions: ['pump/1.0 6', 'pump/2.0 8'],
      kinds: [],
      languages: [],
      documents: [],
    });
    expect(await counts('nothingness')).toMatchObject({ vendors: [], versions: [], documents: [] });
  });

  test('counting what else could be chosen makes no hits of it', async () => {
    for (const mode of ['LEXICAL', 'SEMANTIC', 'HYBRID']) {
      const { hits } = await ask('lever', { products: ['pump'], versions: ['1.0'] }, mode);
      expect(new Set(hits.nodes.map(({ chunk }) => chunk.key.split('::').slice(0, 2).join('/')))).toEqual(
        new Set(['pump/1.0']),
      );
    }
  });

  test('the nearest by meaning are counted beside what matches, and alone where words are not asked', async () => {
    const scope = { products: ['pump', 'gate'] };
    expect(await counts('lever', scope)).toMatchObject({ versions: ['pump/1.0 6', 'pump/2.0 8'] });
    expect(await counts('lever', scope, 'HYBRID')).toMatchObject({
      versions: ['gate/1.0 1', 'pump/1.0 6', 'pump/2.0 8'],
    });
    const { facets: hybrid } = await ask('lever', {}, 'HYBRID');
    expect(hybrid).toMatchObject({ countedLegs: ['LEXICAL', 'VECTOR'], isExact: true });
    expect(hybrid.products.find(({ product }) => product.slug === 'fan')?.count).toBe(many);
    const { facets: semantic } = await ask('lever', {}, 'SEMANTIC');
    expect(semantic).toMatchObject({ countedLegs: ['VECTOR'], isExact: true });
    expect(semantic.products.reduce((sum, { count }) => sum + count, 0)).toBe(100);
    expect(await counts('green', { products: ['pump'], versions: ['2.0'] }, 'SEMANTIC')).toMatchObject({
      versions: ['*pump/2.0 8', 'pump/1.0 6'],
    });
  });

  describe('of what there is too much, or a leg is away', () => {
    const question: OpenQuestion = {
      query: parseQuery('lever'),
      asked: {},
      scope: { vendorIds: [], productIds: [], versions: [], kinds: [], unknown: [] },
      ...{ named: null, index: {}, mode: 'HYBRID', fusion: 'WEIGHTED', settings: noSettings, slugs: unlimited },
    };
    let lexical: LexicalIndex;
    const away: Pick<LexicalIndex, 'match'> = { match: () => Promise.reject(new Error('away')) };
    const noRank: Rank = () => Promise.reject(new StoreUnavailableError('No part of the search answers.'));

    beforeAll(async () => {
      const { app } = variant.library;
      lexical = app.elasticsearch?.lexical ?? (await createPostgresLexicalIndex(app.store, silent));
    });

    async function facetsOf(
      parts: Pick<FacetParts, 'lexical' | 'lexicalStandIn'>,
      most: number,
      asked: Partial<OpenQuestion> = {},
      legs: readonly Leg[] = [],
    ) {
      const { store } = variant.library.app;
      const find = createFacets({ store, logger: silent, ...parts }, noRank, most);
      const own = { ranking: { hits: [], legs }, curation: { hides: [] } };
      const { values, ...said } = await find({ ...question, ...asked }, own, ['kind']);
      return { ...said, counted: (values.kind ?? []).reduce((sum, { count }) => sum + count, 0) };
    }

    test('counts of a part are said to be no more than that', async () => {
      expect(await facetsOf({ lexical }, 9)).toEqual({ countedLegs: ['LEXICAL'], isExact: false, counted: 9 });
      expect(await facetsOf({ lexical }, many + 13)).toEqual({
        countedLegs: ['LEXICAL'],
        isExact: true,
        counted: many + 12,
      });
    });

    test('what stands in for the keyword index is counted', async () => {
      const parts = { lexical: away, lexicalStandIn: lexical };
      expect(await facetsOf(parts, 1_000)).toEqual({ countedLegs: ['LEXICAL'], isExact: true, counted: many + 12 });
    });

    test('without a keyword index, the answer says what was counted', async () => {
      const nothing = { isExact: false, counted: 0 };
      expect(await facetsOf({ lexical: away }, 1_000, {}, ['VECTOR'])).toEqual({ countedLegs: ['VECTOR'], ...nothing });
    });

    test('without the search by meaning, what else could be chosen is counted by words', async () => {
      const scope = { ...question.scope, kinds: ['RELEASE_NOTES'] };
      const asked = { asked: { kinds: ['RELEASE_NOTES'] }, scope, index: { kinds: ['RELEASE_NOTES'] } };
      const said = await facetsOf({ lexical }, 1_000, asked, ['VECTOR']);
      expect(said).toEqual({ countedLegs: ['LEXICAL'], isExact: true, counted: many + 12 });
    });
  });
});
