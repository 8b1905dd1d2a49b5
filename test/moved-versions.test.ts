/** Versions that were moved or merged, in the scope of a search that names the place that they had. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { curator } from './testkit/curating.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { idOf, move } from './testkit/moving.js';

let library: TestLibrary;

const manual = (text: string): string => `# Guide\n\n## Spool\n\nThe spool ${text}.\n`;

/** `kite/2` becomes `kite-pro/2` of another vendor; `gate` goes into `portal`, which has a version of that label, too. */
beforeAll(async () => {
  library = await openTestLibrary();
  const acme = await library.write('acme', {
    'library.yaml': [
      'entries:',
      ...['kite/1', 'kite/2', 'glider/1'].map((path) => {
        const [product = '', version = ''] = path.split('/');
        return `  - { path: ${path}, vendor: Acme, product: ${product}, version: "${version}" }`;
      }),
      '  - { path: gate/2.0, vendor: Acme, product: gate, version: { label: "2.0", aliases: [lts] } }',
      '',
    ].join('\n'),
    'kite/1/guide/guide.md': manual('winds the line by hand'),
    'kite/2/guide/guide.md': manual('winds the line by a motor'),
    'glider/1/guide/guide.md': manual('pulls the glider'),
    'gate/2.0/log/log.md': manual('counts the passengers'),
  });
  await library.ingest(acme);
  await library.ingest(await library.write('doorworks', { 'portal/2.0/guide/guide.md': manual('opens the wicket') }), {
    vendor: 'Doorworks',
  });
  await move(library, {
    things: [await idOf(library, 'kite/2')],
    intoNew: { product: 'kite-pro', productName: 'Kite Pro', vendor: 'prokites', vendorName: 'Pro Kites' },
  });
  await move(library, { things: [await idOf(library, 'gate')], into: await idOf(library, 'portal') });
});

afterAll(() => library.close());

interface Answer {
  readonly scope: {
    readonly versions: readonly {
      readonly requested: string;
      readonly match: string;
      readonly served: { readonly slug: string; readonly product: { readonly slug: string } } | null;
    }[];
  };
  readonly hits: { readonly nodes: readonly { readonly chunk: { readonly key: string } }[] };
}

async function search(scope: Readonly<Record<string, readonly string[]>>) {
  const { search: answer } = await library.ask<{ search: Answer }>(
    `query Moved($scope: ScopeInput) { search(query: "spool", mode: LEXICAL, scope: $scope) {
       scope { versions { requested match served { slug product { slug } } } } hits { nodes { chunk { key } } } } }`,
    { scope },
  );
  return {
    versions: answer.scope.versions.map(
      ({ requested, match, served }) =>
        `${requested}: ${match} ${served === null ? 'nothing' : `${served.product.slug}/${served.slug}`}`,
    ),
    from: answer.hits.nodes.map(({ chunk }) => chunk.key.split('::').slice(0, 3).join('/')).sort(),
  };
}

test.each([
  ['the product that had it', { products: ['kite'], versions: ['2'] }, ['2: ALIAS kite-pro/2'], ['kite-pro/2/guide']],
  ['the product with the version behind', { products: ['Kite 2'] }, ['2: ALIAS kite-pro/2'], ['kite-pro/2/guide']],
  [
    'its label, with the product before it',
    { versions: ['kite 2'] },
    ['kite 2: ALIAS kite-pro/2'],
    ['kite-pro/2/guide'],
  ],
  [
    'several products, each for itself',
    { products: ['kite', 'glider'], versions: ['2'] },
    ['2: ALIAS kite-pro/2', '2: NONE nothing'],
    ['kite-pro/2/guide'],
  ],
  [
    'the product, beside a version that it has still',
    { products: ['kite'], versions: ['1', '2'] },
    ['1: EXACT kite/1', '2: ALIAS kite-pro/2'],
    ['kite-pro/2/guide', 'kite/1/guide'],
  ],
  [
    'an alias of the one that went into another',
    { versions: ['lts'] },
    ['lts: ALIAS portal/2.0'],
    ['portal/2.0/guide', 'portal/2.0/log'],
  ],
  [
    'such an alias beside the label, which the product has now',
    { products: ['portal'], versions: ['2.0', 'lts'] },
    ['2.0: EXACT portal/2.0', 'lts: ALIAS portal/2.0'],
    ['portal/2.0/guide', 'portal/2.0/log'],
  ],
])('is found by %s', async (_what, scope, versions, from) => {
  expect(await search(scope)).toEqual({ versions, from });
});

test('is none of a vendor whose product went into that of another', async () => {
  expect(await search({ vendors: ['Acme'], versions: ['lts'] })).toEqual({ versions: ['lts: NONE nothing'], from: [] });
});

test('rules are about the place that the version has now', async () => {
  const hide = async (vendor: string, product: string): Promise<void> => {
    await library.ask(
      'mutation Hide($rule: SearchRuleInput!) { createSearchRule(input: { rule: $rule }) { rule { id } } }',
      { rule: { name: product, match: 'CONTAINS', words: 'spool', vendor, product, hides: [`${product}/guide`] } },
      curator('Ada'),
    );
  };
  // A rule is about searches that are limited to its product; one for both versions is limited to two products.
  const expectBoth = async (): Promise<void> => {
    const { from } = await search({ products: ['kite'], versions: ['1', '2'] });
    expect(from).toEqual(['kite-pro/2/guide', 'kite/1/guide']);
  };
  await hide('prokites', 'kite-pro');
  expect((await search({ products: ['kite'], versions: ['2'] })).from).toEqual([]);
  await expectBoth();
  await hide('acme', 'kite');
  expect((await search({ products: ['kite'], versions: ['1'] })).from).toEqual([]);
  await expectBoth();
});
