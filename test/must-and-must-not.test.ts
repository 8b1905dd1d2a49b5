/** What a query requires and excludes holds for every hit, by words or by meaning, whatever ranks the words. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { elasticsearchUrl, hasElasticsearch, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { storeKind } from './testkit/store-kind.js';

interface Variant {
  readonly library: TestLibrary;
  close(): Promise<void>;
}

async function inPostgres(): Promise<Variant> {
  const library = await openTestLibrary();
  return { library, close: () => library.close() };
}

async function withElasticsearch(): Promise<Variant> {
  const prefix = scratchPrefix();
  const library = await openTestLibrary({ ELASTICSEARCH_URL: elasticsearchUrl(), ELASTICSEARCH_PREFIX: prefix });
  return {
    library,
    async close() {
      await library.close();
      await removeIndexes(elasticsearchUrl(), prefix);
    },
  };
}

const variants: readonly (readonly [string, () => Promise<Variant>])[] = [
  [`the ${storeKind} Postgres`, inPostgres],
  ...(hasElasticsearch && storeKind === 'server' ? [['Elasticsearch', withElasticsearch] as const] : []),
];
const modes = ['HYBRID', 'LEXICAL', 'SEMANTIC'] as const;

interface Answer {
  readonly hits: { readonly nodes: readonly { readonly chunk: { readonly document: { readonly slug: string } } }[] };
  readonly wordsAlone: {
    readonly query: string;
    readonly missingPhrases: readonly string[];
    readonly hits: { readonly nodes: readonly { readonly chunk: { readonly document: { readonly slug: string } } }[] };
  } | null;
}

const question = /* GraphQL */ `
  query Ask($query: String!, $mode: SearchMode!, $scope: ScopeInput) {
    search(query: $query, mode: $mode, scope: $scope) {
      hits(first: 20) {
        nodes {
          chunk {
            document {
              slug
            }
          }
        }
      }
      wordsAlone {
        query
        missingPhrases
        hits {
          nodes {
            chunk {
              document {
                slug
              }
            }
          }
        }
      }
    }
  }
`;

describe.each(variants)('%s', (_name, open) => {
  let variant: Variant;

  async function ask(query: string, mode: (typeof modes)[number], products: readonly string[] = []): Promise<Answer> {
    const { search } = await variant.library.ask<{ search: Answer }>(question, { query, mode, scope: { products } });
    return search;
  }

  const documentsOf = ({ hits }: Pick<Answer, 'hits'>): string[] =>
    [...new Set(hits.nodes.map(({ chunk }) => chunk.document.slug))].sort();

  beforeAll(async () => {
    variant = await open();
    const { library } = variant;
    const path = await library.write('manuals', {
      'pump/1/docker/docker.md': '# Install\n\nHow to install with docker in containers, and take snapshots of them.\n',
      'pump/1/metal/metal.md': '# Install\n\nHow to install on bare metal. Metal that is bare rusts.\n',
      'pump/1/items/items.md': '# Items\n\nRun `Get-ChildItem -Recurse -Force` to list the items.\n',
      'pump/1/java/java.md': '# Java\n\nStart it with `java -jar pump.jar` or `openssl x509 -noout`.\n',
      'valve/1/guide/guide.md': '# Valve\n\nThe valve opens in a jar. It does not recurse.\n',
    });
    const { counts } = await library.ingest(path);
    expect(counts).toMatchObject({ failed: 0, documents: 5 });
    expect((await library.app.elasticsearch?.sync.drain(30_000))?.waiting ?? 0).toBe(0);
  });

  afterAll(async () => {
    await variant.close();
  });

  test.each(modes)('an excluded word keeps out what holds it, in any inflection (%s)', async (mode) => {
    expect(documentsOf(await ask('install -docker', mode, ['pump']))).not.toContain('docker');
    expect(documentsOf(await ask('install -docker', mode, ['pump']))).toContain('metal');
    expect(documentsOf(await ask('install -snapshot', mode, ['pump']))).not.toContain('docker');
    expect(documentsOf(await ask('install -"bare metal"', mode, ['pump']))).not.toContain('metal');
  });

  test.each(modes)('a quoted phrase stands in every hit (%s)', async (mode) => {
    const answer = await ask('install "bare metal"', mode);
    expect(documentsOf(answer)).toEqual(['metal']);
    expect(answer.wordsAlone).toBeNull();
  });

  test.each(modes)('a phrase that nothing holds has no hits; its words are offered (%s)', async (mode) => {
    const answer = await ask('install "metal bare" -docker', mode);
    expect(answer.hits.nodes).toEqual([]);
    expect(answer.wordsAlone).toMatchObject({ query: 'install metal bare -docker', missingPhrases: ['metal bare'] });
    expect(documentsOf(answer.wordsAlone!)).toContain('metal');
    expect(documentsOf(answer.wordsAlone!)).not.toContain('docker');
  });

  test('phrases that stand apart are none that is missing', async () => {
    const answer = await ask('"bare metal" "in containers"', 'HYBRID');
    expect(answer.hits.nodes).toEqual([]);
    expect(answer.wordsAlone).toMatchObject({ query: 'bare metal in containers', missingPhrases: [] });
  });

  test('a phrase is looked for in the scope', async () => {
    expect((await ask('"bare metal"', 'HYBRID', ['valve'])).wordsAlone).toMatchObject({
      missingPhrases: ['bare metal'],
    });
  });

  test.each([
    ['Get-ChildItem -Recurse', 'items'],
    ['java -jar', 'java'],
    ['openssl x509 -noout', 'java'],
  ])('a dash word that is an option in the scope is searched: %s', async (query, document) => {
    for (const mode of modes) expect(documentsOf(await ask(query, mode))).toContain(document);
    const [first] = (await ask(query, 'LEXICAL')).hits.nodes;
    expect(first?.chunk.document.slug).toBe(document);
  });

  test('it is an exclusion where the scope has no such option, and when it is quoted', async () => {
    expect(documentsOf(await ask('valve -recurse', 'HYBRID', ['valve']))).toEqual([]);
    expect(documentsOf(await ask('valve -force', 'HYBRID', ['valve']))).toEqual(['guide']);
    expect(documentsOf(await ask('list items -"recurse"', 'HYBRID'))).not.toContain('items');
  });
});
