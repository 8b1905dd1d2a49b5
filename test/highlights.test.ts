/** Highlights: fragments around the words of the query, told apart from the rest, the same in either Postgres. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { plainText } from '../src/search/plain-text.js';
import { highlightsOf } from '../src/search/highlights.js';
import { parseQuery } from '../src/search/query.js';
import { queryTerms } from '../src/search/query-terms.js';
import { stemsOf } from '../src/store/queries/stems.js';
import { aChunk } from './testkit/factories.js';
import { ask, searchThatAnswers } from './testkit/graphql.js';
import { openTestStore, type TestStore } from './testkit/store.js';

let store: TestStore;

beforeAll(async () => {
  store = await openTestStore();
});

afterAll(() => store.close());

const filler = 'Nothing of interest stands here. '.repeat(40);

/** Fragments with matches in brackets. */
async function marked(text: string, query: string, { first = 2, maxLength = 160 } = {}): Promise<string[]> {
  const fragments = await highlightsOf(plainText(text), queryTerms(parseQuery(query)), { first, maxLength }, (words) =>
    stemsOf(store.dataSource, words),
  );
  return fragments.map((pieces) => pieces.map(({ text: part, isMatch }) => (isMatch ? `[${part}]` : part)).join(''));
}

describe('what is marked', () => {
  test.each([
    [
      'configuration',
      'Configure it; configured ports are configuring themselves.',
      '[Configure] it; [configured] ports are [configuring] themselves.',
    ],
    ['port', 'The portal has a port.', 'The portal has a [port].'],
    ['how to use the port', 'How a used port is to be of use.', 'How a [used] [port] is to be of [use].'],
    ['E_FOO_17', 'E_FOO_17 follows E_FOO_18 and FOO 17.', '[E_FOO_17] follows E_FOO_18 and FOO 17.'],
    ['idle_timeout', 'The timeout of idle sessions.', 'The [timeout] of [idle] sessions.'],
    ['FOO_17', 'Raises e_foo_17.', 'Raises e_[foo_17].'],
    ['12.5(1)SU4', 'In 12.5(1)SU4 there are 12 or 5 of 1.', 'In [12.5(1)SU4] there are 12 or 5 of 1.'],
    ['--max-age 10', 'Give --max-age, not --max-ages.', 'Give [--max-age], not --max-ages.'],
    ['show ip bgp', 'Type `show ip bgp`, or show the ip.', 'Type [show ip bgp], or [show] the [ip].'],
    ['"link lost"', 'The link\nlost event: lost, links.', 'The [link lost] event: [lost], [links].'],
    ['port -gateway', 'The port of the gateway.', 'The [port] of the gateway.'],
    ['Größe', 'Die GRÖSSE und die größe.', 'Die [GRÖSSE] und die [größe].'],
    ['cafe', 'A Café, a cafe\u0301 and CAFÉS.', 'A [Café], a [cafe\u0301] and [CAFÉS].'],
    ['Café', 'No cafe here.', 'No [cafe] here.'],
    ['"uber uns"', 'Straße: ÜBER UNS, überuns.', 'Straße: [ÜBER UNS], überuns.'],
    ['設定', '初期設定の方法', '初期[設定]の方法'],
    ['.*', 'Any sign (.*) is a sign.', 'Any sign (.*) is a sign.'],
  ])('%s', async (query, text, expected) => {
    expect(await marked(text, query)).toEqual([expected]);
  });

  test('markup and raw HTML are neither shown nor needed for a match', async () => {
    expect(await marked('<img src=x onerror=alert(1)> **link** `down` <b>now</b>', '"link down"')).toEqual([
      '[link down] now',
    ]);
  });
});

describe('fragments', () => {
  test('are cut between words, bounded, in reading order, and do not overlap', async () => {
    const text = `Restart the gateway. ${filler}The zebra waits. ${filler}`;
    const fragments = await marked(text, 'zebra restart', { first: 3, maxLength: 80 });
    expect(fragments).toEqual([
      expect.stringMatching(/^\[Restart\] the gateway\. .*\p{L}\.?…$/u),
      expect.stringMatching(/^…\p{L}+ .*The \[zebra\] waits\..*\p{L}\.?…$/u),
    ]);
    for (const fragment of fragments) expect(fragment.replaceAll(/[[\]]/g, '').length).toBeLessThanOrEqual(80);
  });

  test('one is the one that holds most words of the query', async () => {
    const text = `The gateway. ${filler}Restart the gateway by hand. ${filler}`;
    expect(await marked(text, 'gateway hand', { first: 1, maxLength: 80 })).toEqual([
      expect.stringContaining('the [gateway] by [hand]'),
    ]);
  });

  test('a further one shows words that the first does not, rather than the same again', async () => {
    const text = `${filler}A gateway beside a zebra. ${filler}A gateway. ${filler}A trunk. ${filler}Trunk. ${filler}The trunk.`;
    const [first, second] = await marked(text, 'gateway zebra trunk', { first: 2, maxLength: 60 });
    expect(first).toContain('[gateway] beside a [zebra]');
    expect(second).toContain('[trunk]');
  });

  test('are in reading order, whichever is the best', async () => {
    const text = `Restart it. ${filler}The zebra and the yak. ${filler}`;
    const fragments = await marked(text, 'restart zebra yak', { first: 2, maxLength: 60 });
    expect(fragments).toEqual([expect.stringContaining('[Restart]'), expect.stringContaining('[zebra] and the [yak]')]);
  });

  test('a rare word counts more than a frequent one, and a phrase as many as it has words', async () => {
    const best = async (text: string, query: string) => (await marked(text, query, { first: 1, maxLength: 60 }))[0];
    const frequent = `The trunk. ${filler}The trunk. ${filler}The quarantine. ${filler}`;
    expect(await best(frequent, 'trunk quarantine')).toContain('[quarantine]');
    expect(
      await best(`An internationalization. ${filler}A link lost. ${filler}`, 'internationalization "link lost"'),
    ).toContain('[link lost]');
  });

  test('a text that just fits is given whole; a fragment fills its room', async () => {
    const text = 'a b c d e f g h i j k l m n o p q r s t u v w zebra';
    expect(await marked(text, 'zebra', { maxLength: text.length })).toEqual([text.replace('zebra', '[zebra]')]);
    const letters = Array.from({ length: 100 }, () => 'x').join(' ');
    for (const maxLength of [40, 41]) {
      const [fragment = ''] = await marked(`${letters} zebra ${letters}`, 'zebra', { maxLength });
      const { length } = fragment.replaceAll(/[[\]]/g, '');
      expect([maxLength - 1, maxLength]).toContain(length);
      expect(fragment).toMatch(/^…x.*\[zebra\].*x…$/);
    }
    expect(await marked(`${letters} zebra`, 'zebra', { maxLength: 40 })).toEqual([
      expect.stringMatching(/^…[x ]* \[zebra\]$/),
    ]);
  });

  test('without any word of the query there is one: the beginning', async () => {
    expect(await marked(`Beginning. ${filler}`, 'zebra', { first: 3, maxLength: 60 })).toEqual([
      expect.stringMatching(/^Beginning\.[^[]*…$/),
    ]);
  });

  test('a phrase longer than a fragment is marked word by word', async () => {
    const phrase = 'the quick brown fox jumps over the lazy dog and runs away';
    expect((await marked(`${filler}${phrase}. ${filler}`, phrase, { first: 1, maxLength: 40 }))[0]).toContain(
      '[brown]',
    );
  });

  test.each([40, 41, 42, 43])('characters outside the BMP stay whole at %i', async (maxLength) => {
    const [fragment] = await marked('😀'.repeat(200), 'x', { maxLength });
    expect(() => encodeURIComponent(fragment ?? '')).not.toThrow();
  });
});

describe('in the API', () => {
  async function answered(hits: number, selection: string): Promise<{ statements: string[]; highlights: unknown[] }> {
    const forms = ['restart', 'restarting', 'restarted'];
    const chunks = [];
    for (let at = 0; at < hits; at += 1) {
      chunks.push(
        await aChunk(store.dataSource, { text: `Number ${String(at)}: <b>${forms[at % 3] ?? ''}</b> the gateway.` }),
      );
    }
    const search = searchThatAnswers({
      hits: chunks.map((chunk, at) => ({
        rank: at + 1,
        score: 1,
        passageId: chunk.passageId,
        chunkId: chunk.id,
        alsoAt: [],
        alsoIn: [],
        changedIn: [],
        explain: { lexical: null, vector: null, exact: null, fusion: 'WEIGHTED' },
      })),
    });
    const statements: string[] = [];
    const counting = new Proxy(store.dataSource, {
      get(target, name) {
        if (name !== 'query') return Reflect.get(target, name, target) as unknown;
        return (sql: string, parameters?: unknown[]) => {
          statements.push(sql);
          return target.query<unknown>(sql, parameters);
        };
      },
    });
    const answer = (await ask(
      counting,
      search,
    )(`{ search(query: "restart") { hits { nodes { chunk { key } ${selection} } } } }`)) as {
      search: { hits: { nodes: { highlights: unknown }[] } };
    };
    return { statements, highlights: answer.search.hits.nodes.map(({ highlights }) => highlights) };
  }

  const wanted = 'highlights(first: 1, maxLength: 100) { pieces { text isMatch } }';

  test('twenty hits cost one statement more than none of their highlights, as one does', async () => {
    const without = await answered(1, '');
    const one = await answered(1, wanted);
    const twenty = await answered(20, wanted);
    expect(one.statements).toHaveLength(without.statements.length + 1);
    expect(twenty.statements).toHaveLength(one.statements.length);
    expect(twenty.highlights[4]).toEqual([
      {
        pieces: [
          { text: 'Number 4: ', isMatch: false },
          { text: 'restarting', isMatch: true },
          { text: ' the gateway.', isMatch: false },
        ],
      },
    ]);
  });

  test.each([
    'highlights(first: 0)',
    'highlights(first: 6)',
    'highlights(maxLength: 39)',
    'highlights(maxLength: 2001)',
  ])('out of bounds: %s', async (field) => {
    await expect(answered(1, `${field} { pieces { text } }`)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});
