/** What curators change outlasts ingests, deletion, and a move to another database; it says when it became needless. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { restoreBackup } from '../src/store/backup/restore-backup.js';
import { writeBackup } from '../src/store/backup/write-backup.js';
import { edit, idsOf, standing, type Noun } from './testkit/curating.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';
import { storeKind } from './testkit/store-kind.js';

let library: TestLibrary;
let ids: Record<Noun, string>;
let source: string;

const from = { vendor: 'Acme', language: 'en' };
const manual = (title: string, text: string): string => `# ${title}\n\n## Sessions\n\n${text}\n`;

beforeAll(async () => {
  library = await openTestLibrary();
  source = await library.write('manuals', {
    'gate/1.0/guide/guide.md': manual('Gate guide', 'A session ends after an idle timeout.'),
    'gate/1.0/notes/notes.md': manual('Notes', 'The hinge was oiled.'),
  });
  await library.ingest(source, from);
  ids = await idsOf(library, 'gate', '1.0', 'guide');
  const sets: Readonly<Record<Noun, object>> = {
    Vendor: { name: 'Acme Doors' },
    Product: { aliases: ['garden-gate'], latest: '1.0' },
    Version: { label: 'One', preview: true, releasedOn: '2025-03-01' },
    Document: { title: 'Corrected guide', kind: 'ADMIN_GUIDE', language: null },
  };
  for (const noun of ['Vendor', 'Product', 'Version', 'Document'] as const) {
    const { userErrors } = await edit(library, noun, { id: ids[noun], expectedRevision: 0, set: sets[noun] });
    expect(userErrors).toEqual([]);
  }
});

afterAll(() => library.close());

const inForce = (from: TestLibrary): Promise<unknown> =>
  from.ask(
    `query InForce { product(slug: "garden-gate") { vendor { name } latestVersion { label preview releasedOn
      document(slug: "guide") { title kind language } } } }`,
  );
const curated = {
  product: {
    vendor: { name: 'Acme Doors' },
    latestVersion: {
      label: 'One',
      preview: true,
      releasedOn: '2025-03-01',
      document: { title: 'Corrected guide', kind: 'ADMIN_GUIDE', language: null },
    },
  },
};
const judgedOf = (from: TestLibrary): Promise<unknown> =>
  from.ask(
    `query Judged { judgements { nodes { id query target grade note isDead callerName chunk { key } } }
      evaluationRuns { nodes { id questionCount figures { ndcg10 } questions { nodes { query ndcg10 } } } } }`,
  );
const historyOf = (from: TestLibrary): Promise<unknown> =>
  from.ask(
    `query History { curationChanges(first: 100) { totalCount nodes {
        id at field subjectPath after callerName proposalId proposedBy } }
      proposals { nodes { id at state subjectPath authorName reviewerName note changes { field base proposed current } } } }`,
  );

test('an ingest of a changed source leaves it in force, without a conflict for who edits, and says what changed', async () => {
  await library.write('manuals', { 'gate/1.0/guide/guide.md': manual('Gate manual', 'A session ends at once.') });
  expect(await library.ingest(source, from)).toMatchObject({ counts: { changed: 1 } });
  expect(await inForce(library)).toEqual(curated);
  expect(await standing(library, ids.Document, 'title')).toMatchObject({
    extracted: 'Gate manual',
    override: 'Corrected guide',
    sourceChanged: true,
    isNeedless: false,
    lastChange: { callerName: 'this machine' },
  });
  expect(await standing(library, ids.Document, 'kind')).toMatchObject({ sourceChanged: false });
  const { userErrors } = await edit(library, 'Document', {
    id: ids.Document,
    expectedRevision: 1,
    set: { licence: 'MIT' },
  });
  expect(userErrors).toEqual([]);
});

test('what a source caught up with is listed and can be dropped in one step', async () => {
  await library.write('manuals', { 'gate/1.0/guide/guide.md': manual('Corrected guide', 'A session ends at once.') });
  await library.ingest(source, from);
  const review = (): Promise<unknown> =>
    library.ask(`query Review { curationReview { totalCount nodes { kind path field isNeedless sourceChanged } } }`);
  const title = { kind: 'DOCUMENT', path: 'gate/1.0/guide', field: 'title', isNeedless: true, sourceChanged: true };
  expect(await review()).toEqual({ curationReview: { totalCount: 1, nodes: [title] } });
  expect(await library.ask(`mutation Drop { dropNeedlessOverrides { dropped } }`)).toEqual({
    dropNeedlessOverrides: { dropped: 1 },
  });
  expect(await review()).toEqual({ curationReview: { totalCount: 0, nodes: [] } });
  expect(await inForce(library)).toEqual(curated);
  await library.write('manuals', { 'gate/1.0/guide/guide.md': manual('Third title', 'A session ends at once.') });
  await library.ingest(source, from);
  expect(await standing(library, ids.Document, 'title')).toMatchObject({ effective: 'Third title' });
});

test('what is set as its source has it is confirmed: it asks for a look when the source changes, and not before', async () => {
  const { Document: id } = await idsOf(library, 'gate', '1.0', 'notes');
  await edit(library, 'Document', { id, expectedRevision: 0, set: { title: 'Notes' } });
  const looks = async (): Promise<unknown> => {
    const { curationReview } = await library.ask<{ curationReview: { nodes: unknown } }>(
      `query Review { curationReview { nodes { path isNeedless sourceChanged } } }`,
    );
    return curationReview.nodes;
  };
  const writes = async (title: string): Promise<void> => {
    await library.write('manuals', { 'gate/1.0/notes/notes.md': manual(title, 'The hinge was oiled.') });
    await library.ingest(source, from);
  };
  const kept = { isOverridden: true, effective: 'Notes', isNeedless: false };
  expect(await standing(library, id, 'title')).toMatchObject({ ...kept, sourceChanged: false });
  expect(await looks()).toEqual([]);
  await writes('Other notes');
  expect(await standing(library, id, 'title')).toMatchObject({ ...kept, sourceChanged: true });
  expect(await looks()).toEqual([{ path: 'gate/1.0/notes', isNeedless: false, sourceChanged: true }]);
  await writes('Notes');
  expect(await standing(library, id, 'title')).toMatchObject({ ...kept, sourceChanged: false });
  expect(await looks()).toEqual([]);
  expect(await library.ask(`mutation Drop { dropNeedlessOverrides { dropped } }`)).toEqual({
    dropNeedlessOverrides: { dropped: 0 },
  });
});

test('backup and restore to the other kind of Postgres keep it, with its history and what is proposed', async () => {
  const notes = await idsOf(library, 'gate', '1.0', 'notes');
  const proposed = await Promise.all(
    ['1.0', '1.1'].map(async (version) => {
      const set = [{ field: 'statedVersions', value: [version] }];
      const { proposeChanges } = await library.ask<{ proposeChanges: { proposal: { id: string } } }>(
        `mutation Propose($input: ProposeChangesInput!) { proposeChanges(input: $input) { proposal { id } } }`,
        { input: { id: notes.Document, set, note: 'On the cover' } },
      );
      return proposeChanges.proposal.id;
    }),
  );
  const { acceptProposals } = await library.ask<{ acceptProposals: { changed: number } }>(
    `mutation Accept($ids: [ID!]!) { acceptProposals(input: { ids: $ids }) { changed } }`,
    { ids: proposed.slice(0, 1) },
  );
  expect(acceptProposals.changed).toBe(1);
  const { search } = await library.ask<{ search: { hits: { nodes: { chunk: { key: string } }[] } } }>(
    'query Find { search(query: "idle") { hits { nodes { chunk { key } } } } }',
  );
  await library.ask(
    'mutation Judge($target: String!) { judge(input: { query: "idle", target: $target, grade: 3 }) { judgement { id } } }',
    {
      target: search.hits.nodes[0]?.chunk.key ?? '',
    },
  );
  await library.ask('mutation Evaluate { evaluateJudgements(input: {}) { done } }');
  const other = await openTestLibrary({}, storeKind === 'server' ? 'embedded' : storeKind);
  try {
    const path = join(library.folder, 'curated.backup');
    await writeBackup(library.app.store.dataSource, { path, program: 'test' });
    await restoreBackup(other.app.store.dataSource, { path, replace: false });
    expect(await inForce(other)).toEqual(await inForce(library));
    expect(await historyOf(other)).toEqual(await historyOf(library));
    expect(await judgedOf(library)).toMatchObject({
      judgements: { nodes: [{ grade: 3, isDead: false }] },
      evaluationRuns: { nodes: [{ questionCount: 1 }] },
    });
    expect(await judgedOf(other)).toEqual(await judgedOf(library));
    const { curation, userErrors } = await edit(other, 'Vendor', {
      id: ids.Vendor,
      expectedRevision: 1,
      reset: ['name'],
    });
    expect({ userErrors, revision: curation?.revision }).toEqual({ userErrors: [], revision: 2 });
  } finally {
    await other.close();
  }
});

test('a document that was deleted and comes back has its curated values; meanwhile they are listed as orphans', async () => {
  const { dataSource } = library.app.store;
  const orphans = (): Promise<unknown> =>
    library.ask(`query Orphans { orphanedCuration { nodes { subjectPath field after } } }`);
  expect(await orphans()).toEqual({ orphanedCuration: { nodes: [] } });
  await dataSource.query(`DELETE FROM document WHERE slug = 'guide'`);
  expect(await orphans()).toEqual({
    orphanedCuration: {
      nodes: [
        ['kind', 'ADMIN_GUIDE'],
        ['language', null],
        ['licence', 'MIT'],
      ].map(([field, after]) => ({ subjectPath: 'gate/1.0/guide', field, after })),
    },
  });
  await library.ingest(source, from);
  expect(await orphans()).toEqual({ orphanedCuration: { nodes: [] } });
  const again = await idsOf(library, 'gate', '1.0', 'guide');
  expect(again.Document).not.toBe(ids.Document);
  expect(await standing(library, again.Document, 'kind')).toMatchObject({ effective: 'ADMIN_GUIDE' });
  expect(await standing(library, again.Document, 'language')).toMatchObject({ isOverridden: true, override: null });
  const { userErrors } = await edit(library, 'Document', {
    id: again.Document,
    expectedRevision: 0,
    set: { kind: 'GUIDE' },
  });
  expect(userErrors).toEqual([expect.objectContaining({ code: 'CONFLICT' })]);
});
