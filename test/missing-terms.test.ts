/** What a query asks for and its scope does not hold is said, with the place where it is; the same whatever ranks the words. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { parseQuery } from '../src/search/query.js';
import { askedTerms } from '../src/search/terms/asked-terms.js';
import { createFindMissingTerms } from '../src/search/terms/missing-terms.js';
import type { OpenQuestion } from '../src/search/understand.js';
import { indexVariants, type IndexVariant } from './testkit/index-variants.js';

interface Answer {
  readonly search: {
    readonly hits: { readonly nodes: readonly unknown[] };
    readonly missingTerms?: readonly {
      readonly text: string;
      readonly kind: string;
      readonly foundIn: readonly {
        readonly product: { readonly slug: string };
        readonly versions: readonly { readonly label: string }[];
      }[];
    }[];
  };
}

const ports = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `## Port ${String(at)}\n\nPort ${String(at)} has a spring and a plate of its own kind.`,
  ).join('\n\n');

describe.each(indexVariants)('%s', (_name, open) => {
  let variant: IndexVariant;

  beforeAll(async () => {
    variant = await open();
    await variant.ingest({
      'gate/1/guide/guide.md':
        '# Gate guide\n\n## Idle timeout\n\nThe gate closes when it is idle. Error `E_GATE_9` says so.\n',
      'gate/2/guide/guide.md':
        '# Gate guide\n\n## Idle timeout\n\nIt closes. Set `session.idle_timeout` for all sessions.\n\n## Barrier\n\nThe barrier rises.\n',
      'gate/3/guide/guide.md':
        '# Gate guide\n\n## Idle timeout\n\nIt closes after a minute.\n\n## Barrier\n\nThe barrier rises slowly.\n',
      'lock/7/guide/guide.md': `# Lock guide\n\n## Bolts\n\nA turnstile has no bolt; error \`E_LOCK_17\` of bare metal says so.\n\n${ports(8)}\n`,
    });
  });

  afterAll(async () => {
    await variant.close();
  });

  async function missing(query: string, scope: object = {}, mode = 'HYBRID'): Promise<string[]> {
    const { search } = await variant.library.ask<Answer>(
      `query Missing($query: String!, $scope: ScopeInput, $mode: SearchMode) {
        search(query: $query, scope: $scope, mode: $mode) {
          hits { nodes { rank } }
          missingTerms { text kind foundIn { product { slug } versions { label } } }
        }
      }`,
      { query, scope, mode },
    );
    return (search.missingTerms ?? []).map(({ text, kind, foundIn }) => {
      const places = foundIn.map(
        ({ product, versions }) => `${product.slug} ${versions.map(({ label }) => label).join('+')}`,
      );
      return `${kind} ${text}: ${places.join(', ')}`;
    });
  }

  const gate = { products: ['gate'] };

  test.each([
    ['a name', 'what does E_LOCK_17 of the gate mean', ['IDENTIFIER E_LOCK_17: lock 7']],
    ['a word', 'gate with a turnstile', ['WORD turnstile: lock 7']],
    ['its inflection', 'gate with turnstiles', ['WORD turnstiles: lock 7']],
    ['a phrase', '"bare metal" gate', ['PHRASE bare metal: lock 7']],
    ['what nobody has', 'gate zzzxqy', ['WORD zzzxqy: ']],
    ['nothing but that', 'zzzxqy E_NOBODY_3', ['WORD zzzxqy: ', 'IDENTIFIER E_NOBODY_3: ']],
  ])('%s of another product', async (_case, query, expected) => {
    for (const mode of ['HYBRID', 'LEXICAL', 'SEMANTIC']) expect(await missing(query, gate, mode)).toEqual(expected);
  });

  test('of other versions, newest first', async () => {
    expect(await missing('when does the barrier close', { ...gate, versions: ['1'] })).toEqual([
      'WORD barrier: gate 3+2',
    ]);
    expect(await missing('session.idle_timeout version:1 product:gate')).toEqual([
      'IDENTIFIER session.idle_timeout: gate 2',
    ]);
  });

  test.each([
    ['words in other inflections', 'timeouts of closing gates'],
    ['a part of a longer name', 'idle_timeout'],
    ['stop words, and words that make a question', 'please explain how I can get an idle gate'],
    ['numbers and versions', 'idle timeout 300 in 9.18'],
    ['what is excluded', 'idle gate -turnstile'],
    ['a common word of the library', 'gate with a spring'],
  ])('nothing is missing: %s', async (_case, query) => {
    expect(await missing(query, gate)).toEqual([]);
  });

  test('without a scope, what the library does not hold', async () => {
    expect(await missing('turnstile zzzxqy E_LOCK_17')).toEqual(['WORD zzzxqy: ']);
    expect(await missing('"bare iron"')).toEqual(['PHRASE bare iron: ']);
  });
});

test('when the hits hold everything, nobody is asked', async () => {
  const never = (): never => {
    throw new Error('asked');
  };
  const nothing: unknown = new Proxy({}, { get: never });
  const find = createFindMissingTerms({
    dataSource: nothing as DataSource,
    lexical: { countHolders: never },
    rank: never,
    frequencies: never,
  });
  const query = parseQuery('idle E_GATE_9');
  const terms = askedTerms(query);
  const question = { query, index: {} } as OpenQuestion;
  const sightings = { terms, noneHeld: false, missingPhrases: () => Promise.resolve([]) };
  expect(terms).toHaveLength(2);
  expect(await find(question, { ...sightings, held: new Set(terms) })).toEqual([]);
  await expect(find(question, { ...sightings, held: new Set(terms.slice(0, 1)) })).rejects.toThrow('asked');
});
