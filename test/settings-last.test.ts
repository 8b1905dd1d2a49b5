/** What curators decide about searches is in force on every index, and outlasts ingests, new cuts, a new index and a move. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { reindex } from '../src/search/lexical/elasticsearch/reindex.js';
import { restoreBackup } from '../src/store/backup/restore-backup.js';
import { writeBackup } from '../src/store/backup/write-backup.js';
import { idsOf } from './testkit/curating.js';
import { indexVariants, type IndexVariant } from './testkit/index-variants.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { storeKind } from './testkit/store-kind.js';

const section = (heading: string, text: string): string => `## ${heading}\n\n${text}\n\n`;
const valves = (count: number): string => `Turn the ${'valve '.repeat(count)}of the pump to the left.`;
const files = {
  'pump/1/guide/guide.md': `# Guide\n\n${section('Use', valves(1))}`,
  'pump/1/faq/faq.md': `# Questions\n\n${section('Use', valves(2))}`,
  'pump/1/notes/notes.md': `# Notes\n\n${section('Use', valves(4))}`,
  'pump/1/tips/tips.md': `# Tips\n\n${section('Use', valves(8))}`,
  'fan/1/guide/guide.md': `# Fan\n\n${section('Use', 'A fan has blades.')}`,
};
/** So much more in a section that it is cut into several chunks. */
const longer = Array.from(
  { length: 12 },
  (_, at) => `\n${`Part ${String(at)} of the casing is bolted to the frame. `.repeat(60)}\n`,
).join('');

interface Found {
  readonly degraded: readonly unknown[];
  readonly appliedRules: readonly { readonly outcome: string }[];
  readonly hits: {
    readonly nodes: readonly {
      readonly chunk: { readonly key: string; readonly section: { readonly anchor: string } };
    }[];
  };
}

/** `product/version/document#section` of the hits, best first. */
async function found(library: TestLibrary, query: string, rules = true): Promise<string[]> {
  const { search } = await library.ask<{ search: Found }>(
    `query Find($query: String!, $rules: Boolean!) { search(query: $query, mode: LEXICAL, rules: $rules) {
      degraded { reason } appliedRules { outcome } hits { nodes { chunk { key section { anchor } } } } } }`,
    { query, rules },
  );
  expect(search.degraded).toEqual([]);
  expect(search.appliedRules.every(({ outcome }) => outcome === 'APPLIED')).toBe(true);
  return search.hits.nodes.map(({ chunk }) => `${chunk.key.split('::').slice(0, 3).join('/')}#${chunk.section.anchor}`);
}

/** All that a curator said, with revisions and history. */
const decided = (library: TestLibrary, ruleId: string): Promise<unknown> =>
  library.ask(
    `query Decided($id: ID!) {
      searchRules { nodes { id name words pins { target position } hides boosts { target factor } revision callerName
        changedAt deadTargets } }
      synonyms { nodes { id terms alternatives revision callerName changedAt } }
      searchSettingChanges(kind: RULE, id: $id) { nodes { id at revision before after callerName } }
      expectations { nodes { id productSlug kind isExpected note callerName declaredAt versionCount } }
      proposals { nodes { id at kind state subjectPath note isStale changes { field base proposed current } } }
    }`,
    { id: ruleId },
  );

describe.each(indexVariants)('settings of searches, with %s', (_, open) => {
  let variant: IndexVariant;
  let library: TestLibrary;
  let ruleId: string;

  beforeAll(async () => {
    variant = await open();
    ({ library } = variant);
    await variant.ingest(files);
  });
  afterAll(() => variant.close());

  const expectInForce = async (of = library): Promise<void> => {
    // Pinned; as scored; sunk. One is hidden.
    const [first, ...others] = await found(of, 'valve');
    expect(first).toBe('pump/1/guide#use');
    expect(others).toEqual(['pump/1/faq#use', 'pump/1/notes#use']);
    expect(await found(of, 'ventilator')).toEqual(['fan/1/guide#use']);
  };

  test('rules pin, hide and boost, and synonyms widen', async () => {
    const before = await found(library, 'valve');
    expect(before[0]).toBe('pump/1/tips#use');
    expect(before.indexOf('pump/1/notes#use')).toBeLessThan(before.indexOf('pump/1/faq#use'));
    expect(await found(library, 'ventilator')).toEqual([]);
    const input = {
      name: 'Valves',
      match: 'CONTAINS',
      words: 'valve',
      pins: [{ target: 'pump/guide#use', position: 1 }],
      hides: ['pump/tips'],
      boosts: [{ target: 'pump/notes', factor: 0.1 }],
    };
    const made = await library.ask<{ createSearchRule: { rule: { id: string } } }>(
      'mutation Rule($input: CreateSearchRuleInput!) { createSearchRule(input: $input) { rule { id } } }',
      { input: { rule: { ...input, hides: [] } } },
    );
    ruleId = made.createSearchRule.rule.id;
    expect((await found(library, 'valve')).slice(0, 2)).toEqual(['pump/1/guide#use', 'pump/1/tips#use']);
    await library.ask(
      `mutation Change($input: UpdateSearchRuleInput!) { updateSearchRule(input: $input) { rule { id } } }`,
      {
        input: { id: ruleId, expectedRevision: 1, rule: input },
      },
    );
    await library.ask(
      'mutation Synonym($input: CreateSynonymInput!) { createSynonym(input: $input) { synonym { id } } }',
      {
        input: { synonym: { terms: ['ventilator', 'fan'] } },
      },
    );
    await expectInForce();
    expect(await found(library, 'valve', false)).toEqual(before);
  });

  test('they outlast a source that changed and is cut otherwise, an index built anew, and a move', async () => {
    const { Document } = await idsOf(library, 'pump', '1', 'faq');
    await library.ask(
      `mutation Say($proposal: ProposeChangesInput!, $expectation: ExpectationInput!, $feedback: GiveFeedbackInput!) {
        proposeChanges(input: $proposal) { proposal { id } }
        declareExpectation(input: $expectation) { expectations { id } }
        giveFeedback(input: $feedback) { isReceived } }`,
      {
        proposal: { id: Document, set: [{ field: 'title', value: 'Frequent questions' }], note: 'On the cover' },
        expectation: { product: 'pump', kinds: ['RELEASE_NOTES'], isExpected: true, note: 'Each had some' },
        feedback: { chunkKey: 'pump::1::notes::notes::0', text: 'To the right.' },
      },
    );
    const before = await decided(library, ruleId);
    expect(before).toMatchObject({
      searchRules: { nodes: [{ revision: 2, deadTargets: [] }] },
      synonyms: { nodes: [{ terms: ['ventilator', 'fan'] }] },
      searchSettingChanges: { nodes: [{ revision: 2 }, { revision: 1 }] },
      expectations: { nodes: [{ kind: 'RELEASE_NOTES', versionCount: 1 }] },
      proposals: { nodes: [{ kind: 'FEEDBACK' }, { kind: 'CORRECTION', isStale: false }] },
    });

    const { elasticsearch, store } = library.app;
    const chunksOf = async (document: string): Promise<number> => {
      const rows = await store.dataSource.query<unknown[]>(
        `SELECT FROM chunk c JOIN document d ON d.id = c.document_id JOIN version v ON v.id = d.version_id
           JOIN product p ON p.id = v.product_id WHERE p.slug || '/' || d.slug = $1`,
        [document],
      );
      return rows.length;
    };
    expect(await chunksOf('pump/guide')).toBe(1);
    await variant.ingest({ ...files, 'pump/1/guide/guide.md': files['pump/1/guide/guide.md'] + longer });
    expect(await chunksOf('pump/guide')).toBeGreaterThan(1);
    await expectInForce();
    expect(await decided(library, ruleId)).toEqual(before);

    if (elasticsearch !== null) {
      await reindex(store.dataSource, elasticsearch, {
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      await expectInForce();
    }

    const other = await openTestLibrary({}, storeKind === 'server' ? 'embedded' : storeKind);
    try {
      const path = join(library.folder, 'settings.backup');
      await writeBackup(store.dataSource, { path, program: 'test' });
      await restoreBackup(other.app.store.dataSource, { path, replace: false });
      expect(await decided(other, ruleId)).toEqual(before);
      await expectInForce(other);
      const remove = other.ask(
        'mutation Remove($input: DeleteSettingInput!) { deleteSearchRule(input: $input) { id } }',
        {
          input: { id: ruleId, expectedRevision: 1 },
        },
      );
      await expect(remove).rejects.toMatchObject({ code: 'CONFLICT', details: { revision: 2 } });
    } finally {
      await other.close();
    }
  });
});
