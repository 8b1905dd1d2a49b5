/** Corrections that a search offers; the same whatever ranks the words. */
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

describe.each(variants)('%s', (_name, open) => {
  let variant: Variant;

  beforeAll(async () => {
    variant = await open();
    const { library } = variant;
    const path = await library.write('manuals', {
      'router/1/guide/guide.md': [
        '# Router guide',
        '## Watchdog\n\nThe watchdog restarts the forwarding engine. Error `E_WATCH_17` says so.',
        '## Routes\n\nA router keeps routes. Every router has a `session.idle_timeout`; the rotor has none.',
        '## Redundancy\n\nThe router beside it is a standby router between two, beteen others, and befor.',
      ].join('\n\n'),
      'router/2/guide/guide.md':
        '# Router guide\n\n## Interlock\n\nThe interlock keeps it closed. Set configuration first.\n\n## Counters\n\nStats of ports. More stats.\n\n## State\n\nIts status.\n\n## Figures\n\nStats again.\n',
      'phone/1/guide/guide.md':
        '# Phone guide\n\n## Cradle\n\nThe cradle charges the handset; watches show 17 hours.\n',
    });
    const { counts } = await library.ingest(path);
    expect(counts).toMatchObject({ failed: 0, documents: 3 });
    const drained = await library.app.elasticsearch?.sync.drain(30_000);
    expect(drained?.waiting ?? 0).toBe(0);
  });

  afterAll(async () => {
    await variant.close();
  });

  async function offered(query: string, scope: object = {}, mode = 'HYBRID'): Promise<string | null> {
    const { search } = await variant.library.ask<{ search: { query: string; didYouMean: string | null } }>(
      'query Search($query: String!, $scope: ScopeInput, $mode: SearchMode) { search(query: $query, scope: $scope, mode: $mode) { query didYouMean } }',
      { query, scope, mode },
    );
    expect(search.query).toBe(query);
    return search.didYouMean;
  }

  test.each([
    ['wachdog', 'watchdog'],
    ['forwarding wacthdog engine', 'forwarding watchdog engine'],
    ['the Wachdog of the ROUTR', 'the Watchdog of the ROUTER'],
    ['handse', 'handset'],
    ['staus', 'status'],
    ['confguratoin', 'configuration'],
    ['configurtaion', 'configuration'],
    ['"wachdog restarts" -handsett', '"watchdog restarts" -handsett'],
    ['hot-standbby', 'hot-standby'],
    ['E_WTCH_17', 'E_WATCH_17'],
    ['session.idle_timout', 'session.idle_timeout'],
    ['interlok cradel', 'interlock cradle'],
  ])('%s: %s', async (query, better) => {
    expect(await offered(query)).toBe(better);
  });

  test('of equally near words, the one that more passages hold', async () => {
    expect(await offered('roter')).toBe('router');
  });

  test.each([
    'watchdog',
    'watchdogs restarting',
    'configured',
    'E_WATCH_17',
    'E_WATCH_18',
    'session.idle_timeout',
    'idle_timeout',
    'zebra',
    'between before',
    'watchdog beteeen handset',
    'watching',
    'rot',
    '-wachdog engine',
    '17',
    '!!!',
  ])('nothing is offered for %s', async (query) => {
    expect(await offered(query)).toBeNull();
  });

  test('what the scope does not hold is neither right nor offered', async () => {
    expect(await offered('handset', { products: ['router'] })).toBeNull();
    expect(await offered('cradel', { products: ['router'] })).toBeNull();
    expect(await offered('cradel', { products: ['phone'] })).toBe('cradle');
    expect(await offered('interlok', { products: ['router'], versions: ['1'] })).toBeNull();
    expect(await offered('interlok', { products: ['router'], versions: ['2'] })).toBe('interlock');
    expect(await offered('watchdgo', { products: ['nobody'] })).toBeNull();
  });

  test('a search by meaning that finds other passages is offered the word as well', async () => {
    expect(await offered('wachdog', {}, 'SEMANTIC')).toBe('watchdog');
  });

  test('a word that has left the library is no longer offered', async () => {
    const { library } = variant;
    expect(await offered('handsett')).toBe('handset');
    const path = await library.write('manuals', {
      'phone/1/guide/guide.md': '# Phone guide\n\n## Cradle\n\nThe cradle charges.\n',
    });
    await library.ingest(path);
    await library.app.elasticsearch?.sync.drain(30_000);
    expect(await offered('handsett')).toBeNull();
  });
});
