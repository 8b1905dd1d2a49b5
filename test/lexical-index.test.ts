/** Keyword search: scopes, identifiers, phrases, exclusions, what is hidden. The same for every index there is. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createElasticsearchClient } from '../src/search/lexical/elasticsearch/client.js';
import { writePassages } from '../src/search/lexical/elasticsearch/bulk-writer.js';
import { createElasticsearchIndex } from '../src/search/lexical/elasticsearch/elasticsearch-index.js';
import { createIndexAdmin, indexNames } from '../src/search/lexical/elasticsearch/index-admin.js';
import { createPostgresLexicalIndex } from '../src/search/lexical/create-lexical-index.js';
import type { IndexScope, LexicalIndex } from '../src/search/lexical/lexical-index.js';
import { parseQuery } from '../src/search/query.js';
import { projectionsOf } from '../src/store/queries/projections.js';
import { addPassages, addProduct, addVersion } from './testkit/filling.js';
import { elasticsearchUrl, hasElasticsearch, removeIndexes, scratchPrefix } from './testkit/elasticsearch.js';
import { openTestStore, silent, type TestStore } from './testkit/store.js';
import { storeKind } from './testkit/store-kind.js';

interface Variant {
  readonly library: TestStore;
  readonly index: Pick<LexicalIndex, 'search' | 'match' | 'admit' | 'countHolders'>;
  /** Brings what Postgres holds to the index. */
  fill(): Promise<void>;
  close(): Promise<void>;
}

async function inPostgres(): Promise<Variant> {
  const library = await openTestStore();
  const index = await createPostgresLexicalIndex(library, silent);
  await index.prepare();
  return { library, index, fill: () => Promise.resolve(), close: () => library.close() };
}

async function inElasticsearch(): Promise<Variant> {
  const url = elasticsearchUrl();
  const library = await openTestStore();
  const client = createElasticsearchClient(url);
  const prefix = scratchPrefix();
  const names = indexNames(prefix);
  const admin = createIndexAdmin(client, names);
  const name = names.fresh(new Date());
  await admin.create(name);
  await admin.create(name);
  await admin.serve(name);
  return {
    library,
    index: createElasticsearchIndex(client, names.search),
    async fill() {
      const all: { id: number }[] = await library.dataSource.query('SELECT id FROM passage');
      const passages = await projectionsOf(
        library.dataSource,
        all.map(({ id }) => id),
      );
      const outcomes = await writePassages(
        client,
        names.writes(name),
        passages.map((passage) => ({
          passageId: passage.id,
          revision: passage.revision,
          projection: passage.shownAs.length > 0 ? passage : null,
        })),
      );
      expect(outcomes.filter(({ result }) => result !== 'DONE')).toEqual([]);
      await admin.refresh(name);
    },
    async close() {
      await removeIndexes(url, prefix);
      await client.close();
      await library.close();
    },
  };
}

const variants: readonly (readonly [string, () => Promise<Variant>])[] = [
  [`the ${storeKind} Postgres`, inPostgres],
  ...(hasElasticsearch && storeKind === 'server' ? [['Elasticsearch', inElasticsearch] as const] : []),
];

/** Words with one stem, where none but the first letters are in all of them. */
const inflections: readonly (readonly [string, string])[] = [
  ['coding', 'code'],
  ['visibility', 'visible'],
  ['dying', 'die'],
  ['skies', 'sky'],
  ['happiness', 'happy'],
];

describe.each(variants)('%s', (_name, open) => {
  let variant: Variant;
  const at: Record<string, string> = {};
  const ids: Record<string, number[]> = {};

  async function find(text: string, scope: IndexScope = {}, limit = 10): Promise<number[]> {
    return (await variant.index.search({ query: parseQuery(text), scope, limit })).map((hit) => hit.passageId);
  }

  beforeAll(async () => {
    variant = await open();
    const { dataSource } = variant.library;

    const router = await addProduct(dataSource, 'router');
    const phone = await addProduct(dataSource, 'phone');
    const [v1, v2] = [await addVersion(dataSource, router, '1'), await addVersion(dataSource, router, '2')];
    const reference = await addVersion(dataSource, router, '3', { kind: 'REFERENCE' });
    const archived = await addVersion(dataSource, router, '0', { state: 'ARCHIVED' });
    const handset = await addVersion(dataSource, phone, '1');
    Object.assign(at, { router, phone, v1: v1.versionId, v2: v2.versionId, handset: handset.versionId });

    const filler = Array.from(
      { length: 80 },
      (_, n) => `Interface ${String(n)} forwards frames through queue number ${String(n)}.`,
    );
    ids['filler'] = await addPassages(dataSource, [v1], filler);
    ids['shared'] = await addPassages(
      dataSource,
      [v1, v2],
      ['The watchdog restarts the forwarding engine when it hangs.'],
    );
    ids['v2'] = await addPassages(
      dataSource,
      [v2],
      [
        'Restarting the forwarding engine by hand clears the watchdog counter and every watchdog alarm.',
        'Alarm raised: the link is\ndown on the uplink port.',
        'The port is linked, and going down a release may link it again; down, down, link, link.',
      ],
    );
    ids['errors'] = await addPassages(
      dataSource,
      [reference],
      [
        'Code ERR-7001 means that frames were dropped.',
        'Frames were dropped, dropped frames, error codes of dropped frames: see the code list of frames and errors.',
      ],
    );
    ids['archived'] = await addPassages(dataSource, [archived], ['The watchdog of the first release barks.']);
    ids['phone'] = await addPassages(dataSource, [handset], ['The watchdog of the handset reboots it.']);
    ids['names'] = await addPassages(
      dataSource,
      [v1],
      [
        'E_FOO_17 is raised by a.b.c in 12.5(1)SU4.',
        'E_BAR_18 is raised by d.e.f in 11.0(2)SU1.',
        'Use `show ip bgp` to list the routes.',
        'Use `show bgp ip` never; show the ip of bgp instead.',
        'The winch takes `--all`.',
      ],
    );
    // The same text: a guide in version 1, a reference in version 2.
    const second = await addVersion(dataSource, phone, '2', { kind: 'REFERENCE' });
    Object.assign(at, { phone2: second.versionId });
    ids['both'] = await addPassages(dataSource, [handset, second], ['The cradle charges the battery.']);
    ids['dotted'] = await addPassages(
      dataSource,
      [v1],
      [
        [
          'Settings live in /etc/crane/crane.conf and spring.datasource.url is set there, see',
          'java.util.concurrent.Executor and 1.3.6.1.4.1.9 in v3.2.1. React.useState keeps it for',
          'config.example.io/drain-period, beside /etc/crane/agent.ini and ThreadPool.',
        ].join(' '),
      ],
    );
    const scripts = await addProduct(dataSource, 'scripts');
    Object.assign(at, { scripts });
    ids['scripts'] = await addPassages(
      dataSource,
      [await addVersion(dataSource, scripts, '1')],
      [
        '起重机的安装步骤如下。请先关闭电源，然后检查网络配置。',
        '起重機の設定ファイルを編集して、ネットワークを構成します。',
        'Das Gerät für große Straßen steht im Café. Лебёдка готова.',
        'Torque 5 N·m, 20 µs, 10 °C, 5 kΩ.',
        'The C# client runs on .NET 8 and on Mono.',
        'The C++ client needs a compiler of the year 2017.',
        'The C client is plain and needs nothing else.',
        'The net holds fish. A network is more than a net.',
        'The F# client is functional.',
      ],
    );
    const lamps = await addProduct(dataSource, 'lamps');
    Object.assign(at, { lamps });
    ids['lamps'] = await addPassages(
      dataSource,
      [await addVersion(dataSource, lamps, '1')],
      inflections.flat().map((word) => `A lamp stands for ${word}.`),
    );
    await variant.fill();
  });

  afterAll(async () => {
    await variant.close();
  });

  test('finds by words, stemmed, best first', async () => {
    const hits = await variant.index.search({ query: parseQuery('watchdog restarts'), scope: {}, limit: 10 });
    expect(hits.map((hit) => hit.passageId)).toEqual(expect.arrayContaining([...ids['shared']!, ids['v2']![0]!]));
    expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).sort((a, b) => b - a));
    expect(Math.min(...hits.map((hit) => hit.score))).toBeGreaterThan(0);
  });

  test('what no published document shows is not found', async () => {
    expect(await find('first release barks')).not.toContain(ids['archived']![0]);
  });

  test('a product, a version and a kind limit what is found', async () => {
    expect(await find('watchdog', { productIds: [at['phone']!] })).toEqual(ids['phone']);
    expect(await find('watchdog', { versionIds: [at['v1']!] })).toEqual(ids['shared']);
    expect(new Set(await find('watchdog', { versionIds: [at['v2']!] }))).toEqual(
      new Set([...ids['shared']!, ids['v2']![0]!]),
    );
    expect(await find('dropped frames', { kinds: ['REFERENCE'] }, 5)).toHaveLength(2);
  });

  test('an empty list matches nothing, and so does a query without words', async () => {
    expect(await find('watchdog', { productIds: [] })).toEqual([]);
    expect(await find('""')).toEqual([]);
  });

  test.each([5, 80])(
    'a scope that holds %i matching passages gives as many, whichever way it is searched',
    async (limit) => {
      expect(await find('frames queue', { versionIds: [at['v1']!] }, limit)).toHaveLength(limit);
      expect(await find('frames queue', {}, limit)).toHaveLength(limit);
    },
  );

  test('a rare identifier comes first, though others hold more of the words', async () => {
    expect((await find('dropped frames error code ERR-7001'))[0]).toBe(ids['errors']![0]);
    expect((await find('dropped frames error code', { kinds: ['REFERENCE'] }))[0]).toBe(ids['errors']![1]);
  });

  test('a quoted phrase is matched across line breaks, and keeps out what only has its words', async () => {
    expect(await find('"link is down"')).toEqual([ids['v2']![1]]);
  });

  test('a phrase is found by its whole words only, whatever signs and accents stand in it', async () => {
    expect(await find('"link is dow"')).toEqual([]);
    expect(await find('"LINK, is: Döwn"')).toEqual([ids['v2']![1]]);
  });

  test('a phrase that nothing holds finds nothing', async () => {
    expect(await find('"watchdog engine restarts hang"')).toEqual([]);
    expect(await find('"watchdog engine" restarts')).toEqual([]);
  });

  test('a phrase of words that no ranking counts is found', async () => {
    expect(await find('"it is" "of the"', { productIds: [at['router']!] })).toEqual([]);
    expect(await find('"and of"')).toEqual([]);
    expect(await find('"of the"', { productIds: [at['phone']!] })).toEqual(ids['phone']);
  });

  test('every phrase must stand in a passage, however many there are', async () => {
    expect(await find('"forwarding engine" "by hand"')).toEqual([ids['v2']![0]]);
    expect(await find('"forwarding engine" -counter')).toEqual(ids['shared']);
  });

  test('those of some passages are told that the query admits', async () => {
    const passageIds = [...ids['shared']!, ...ids['v2']!, ...ids['phone']!];
    const admitted = async (text: string) =>
      (await variant.index.admit({ query: parseQuery(text), passageIds })).sort((a, b) => a - b);
    expect(await admitted('x')).toEqual(passageIds);
    expect(await admitted('x "forwarding engine"')).toEqual([ids['shared']![0], ids['v2']![0]]);
    expect(await admitted('x -watchdogs')).toEqual([ids['v2']![1], ids['v2']![2]]);
    expect(await admitted('x -"link is"')).not.toContain(ids['v2']![1]);
  });

  test('signs in quotes are no phrase that a passage has to hold, or must not', async () => {
    const passageIds = ids['phone']!;
    for (const text of ['watchdog "&&"', 'watchdog "?!" -"=>"']) {
      expect(await variant.index.admit({ query: parseQuery(text), passageIds })).toEqual(passageIds);
      expect(await find(text, { productIds: [at['phone']!] })).toEqual(passageIds);
    }
  });

  test('an exact sentence without quotes comes first', async () => {
    expect((await find('the link is down on the uplink port'))[0]).toBe(ids['v2']![1]);
  });

  test('an excluded word keeps passages out', async () => {
    expect(await find('watchdog -handset')).not.toContain(ids['phone']![0]);
    expect(await find('watchdog -hand')).toContain(ids['phone']![0]);
    expect(await find('watchdog -handsets')).not.toContain(ids['phone']![0]);
    expect(await find('watchdog -"the handsets"')).not.toContain(ids['phone']![0]);
    expect(await find('cradle')).toEqual(ids['both']);
    expect(await find('cradle -"in batteries"')).toEqual([]);
  });

  test.each(inflections)('an excluded word keeps out its inflections, however they begin: %s, %s', async (...words) => {
    const passages = inflections.flat().map((word, nth) => ({ word, id: ids['lamps']![nth]! }));
    const rest = passages.filter(({ word }) => !words.includes(word)).map(({ id }) => id);
    for (const word of words) {
      const left = await find(`lamp -${word}`, { productIds: [at['lamps']!] });
      expect(left.sort((a, b) => a - b)).toEqual(rest);
    }
  });

  test.each(['E_FOO_17', 'e_foo_17', 'FOO_17', 'a.b.c', '12.5(1)SU4', '12.5(1)'])(
    'an identifier is found whole and in parts: %s',
    async (text) => {
      expect((await find(text))[0]).toBe(ids['names']![0]);
    },
  );

  test.each([
    ...['crane.conf', '"crane.conf"', 'datasource', 'java.util.concurrent', '1.3.6.1', '3.2.1', 'agent.ini'],
    ...['useState', 'React.useState', 'drain-period', 'config.example.io', 'concurrent', 'threadpool', 'state pool'],
  ])('a dotted name is found whole and in parts: %s', async (text) => {
    expect((await find(text))[0]).toBe(ids['dotted']![0]);
  });

  test.each(['useState', 'React.useState', 'drain-period', 'config.example.io', 'crane.conf', 'agent.ini'])(
    'holders are counted of a name that is a part of others: %s',
    async (name) => {
      const words = [name.toLowerCase()];
      expect(await variant.index.countHolders({ words, scope: {}, upTo: 5 })).toEqual([1]);
    },
  );

  test.each([
    ...([
      ['网络', 0],
      ['电源', 0],
      ['設定ファイル', 1],
      ['ネットワーク', 1],
    ] as const),
    ...([
      ['cafe', 2],
      ['Gerat', 2],
      ['Strassen', 2],
      ['STRASSEN', 2],
      ['лебедка', 2],
      ['Ｃａｆé', 2],
      ['20 μs', 3],
    ] as const),
    ...([
      ['C#', 4],
      ['.NET', 4],
      ['C++', 5],
      ['F#', 8],
    ] as const),
  ])('words of any script are found, accents or not: %s', async (text, nth) => {
    expect((await find(text, { productIds: [at['scripts']!] }))[0]).toBe(ids['scripts']![nth]);
  });

  test('a command of several words is found as it is typed', async () => {
    expect(await find('"show ip bgp"')).toEqual([ids['names']![2]]);
  });

  test('holders of a word are counted in the scope, with its inflections, up to a limit', async () => {
    const count = (words: string[], scope: IndexScope = {}, upTo = 20) =>
      variant.index.countHolders({ words, scope, upTo });
    expect(await count(['watchdog', 'wachdog', 'restarts', 'frames', 'barks'])).toEqual([3, 0, 2, 20, 0]);
    expect(await count(['frames', 'watchdog'], {}, 2)).toEqual([2, 2]);
    expect(await count(['watchdog', 'cradle'], { productIds: [at['router']!] })).toEqual([2, 0]);
    expect(await count(['watchdog'], { versionIds: [at['v1']!] })).toEqual([1]);
    expect(await count(['frames'], { versionIds: [at['v1']!] }, 50)).toEqual([50]);
    expect(await count(['cradle'], { versionIds: [at['handset']!], kinds: ['REFERENCE'] })).toEqual([0]);
    expect(await count(['watchdog'], { productIds: [] })).toEqual([0]);
    expect(await count([])).toEqual([]);
  });

  test('a name counts where it stands whole, not where its parts do', async () => {
    const names = ['e_foo_17', 'e_foo_18', '12.5(1)su4', 'a.b.c', 'show ip bgp'];
    expect(await variant.index.countHolders({ words: names, scope: {}, upTo: 5 })).toEqual([1, 0, 1, 1, 0]);
  });

  describe('what matches', () => {
    const all = async (text: string, scope: IndexScope = {}, limit = 1_000): Promise<Set<number>> =>
      new Set(await variant.index.match({ query: parseQuery(text), scope, limit }));
    const found = async (text: string, scope: IndexScope = {}): Promise<Set<number>> =>
      new Set(await find(text, scope, 1_000));

    test.each([
      ...['frames', 'watchdog restarts', 'watchdog -handset', 'frames -"queue number"', '"link is down"', '"of the"'],
      ...['frames "were dropped"', '"watchdog engine restarts hang"', '""', 'the', 'ERR-7001', 'E_FOO_17 frames'],
      ...[
        'show ip bgp',
        'useState',
        'ERR-7001 -frames',
        '--all',
        '--all -winch',
        'link is down on the uplink port',
        'C#',
        '起重机',
        'content:*',
      ],
    ])('is what a search without a limit finds: %s', async (text) => {
      for (const scope of [{}, { productIds: [at['router']!] }, { versionIds: [at['v1']!, at['v2']!] }]) {
        expect(await all(text, scope)).toEqual(await found(text, scope));
      }
    });

    test('has the names that no ranking counts', async () => {
      expect(await all('--all')).toEqual(new Set([ids['names']![4]]));
      expect(await all('--all -winch')).toEqual(new Set());
      expect(await all('ERR-7001 -frames')).toEqual(new Set());
    });

    test('is not a search that ends at the usual number of hits', async () => {
      const frames = await all('frames');
      expect(frames).toEqual(new Set([...ids['filler']!, ...ids['errors']!]));
      expect(await all('frames', { kinds: ['REFERENCE'] })).toEqual(new Set(ids['errors']));
      expect(await all('watchdog', { productIds: [] })).toEqual(new Set());
    });

    test('of too many, as many as were asked for', async () => {
      const some = await all('frames', {}, 7);
      expect(some.size).toBe(7);
      expect([...(await all('frames'))]).toEqual(expect.arrayContaining([...some]));
    });
  });

  test('a version and a kind must be those of the same chunk', async () => {
    const { handset, phone2 } = at;
    expect(await find('cradle', { versionIds: [handset!], kinds: ['GUIDE'] })).toEqual(ids['both']);
    expect(await find('cradle', { versionIds: [phone2!], kinds: ['REFERENCE'] })).toEqual(ids['both']);
    expect(await find('cradle', { versionIds: [handset!], kinds: ['REFERENCE'] })).toEqual([]);
    expect(await find('cradle', { versionIds: [handset!, phone2!], kinds: ['RELEASE_NOTES'] })).toEqual([]);
  });

  test.each(['foo AND (', '"unclosed', ')))', 'NOT', '*', '/', 'a~2^3', '\\', '-', 'content:*', '{"match_all":{}}'])(
    'any signs are words: %s',
    async (text) => {
      await expect(find(text)).resolves.toEqual(expect.any(Array));
    },
  );
});
