/** Manifests are checked while they are written, with what an ingest would say of them; hostile ones hold nobody up. */
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { anonymous, thisMachine, type Caller, type KeyScope, type Role } from '../src/caller.js';
import { createManifestCheck } from '../src/ingest/source/check-apart.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

let library: TestLibrary;
beforeAll(async () => {
  library = await openTestLibrary();
});
afterAll(() => library.close());

interface Finding {
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

async function check(text: string, caller?: Caller): Promise<{ findingCount: number; findings: Finding[] }> {
  const { checkManifest } = await library.ask<{ checkManifest: { findingCount: number; findings: Finding[] } }>(
    `query Check($text: String!) {
      checkManifest(text: $text) { findingCount findings { severity code message line column path } }
    }`,
    { text },
    caller,
  );
  return checkManifest;
}

/** "ERROR WRONG_VALUE 3:5 entries[0].kind". */
const brief = ({ severity, code, line, column, path }: Finding): string =>
  `${severity} ${code} ${String(line)}:${String(column)} ${path}`.trim();

const good = 'vendor: Acme\nentries:\n  - path: router\n    product: Router\n    version: 12.5\n';

test('a good manifest has no findings, whether or not there is something at its paths', async () => {
  expect(await check(good)).toEqual({ findingCount: 0, findings: [] });
  const listing = JSON.stringify([{ path: 'a', vendor: 'v', product: 'p', version: '1', more: 1 }]);
  expect(await check(listing)).toEqual({ findingCount: 0, findings: [] });
});

test('it is for those who may ingest', async () => {
  const known = (role: Role, scopes: readonly KeyScope[] | null): Caller => {
    return { ...thisMachine('GRAPHQL'), kind: 'KEY', role, scopes };
  };
  expect(await check(good, known('CURATOR', ['INGEST']))).toEqual({ findingCount: 0, findings: [] });
  for (const caller of [anonymous('GRAPHQL'), known('READER', null), known('CURATOR', ['CURATE'])]) {
    await expect(check(good, caller)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
});

test('a source shows the text that it was ingested with last, to those who read ingests', async () => {
  const folder = await library.write('kept', { 'a/one.md': '# One\n\nText.\n' });
  const text = 'vendor: Acme\nentries:\n  - { path: a, product: Kept }\n';
  const shown = async (): Promise<unknown> => {
    const { ingestSources } = await library.ask<{ ingestSources: { nodes: object[] } }>(
      'query Kept { ingestSources(filter: { locationContains: "kept" }) { nodes { hasManifestText manifestText } } }',
    );
    return ingestSources.nodes;
  };
  await library.ingest(folder, { manifestText: text });
  expect(await shown()).toEqual([{ hasManifestText: true, manifestText: text }]);
  await library.ingest(folder, { vendor: 'Acme' });
  expect(await shown()).toEqual([{ hasManifestText: false, manifestText: null }]);
});

describe('each kind of finding has its place', () => {
  it.each([
    ['no YAML', 'entries:\n  - path: a: b\n', ['ERROR SYNTAX 2:11'], /quotes/],
    ['a tab', 'entries:\n\t- path: a\n', expect.arrayContaining(['ERROR SYNTAX 2:1']), /Tabs/],
    ['an alias of nothing', `${good}defaults:\n  product: *none\n`, ['ERROR SYNTAX 7:12'], /no &none stands before/],
    ['two documents', `${good}---\n${good}`, ['ERROR SYNTAX 6:1'], /second document/],
    ['a field twice', `${good}vendor: Two\n`, ['ERROR DUPLICATE_FIELD 6:1'], /twice/],
    ['an unknown field', `${good}    prodct: X\n`, ['ERROR UNKNOWN_FIELD 6:5 entries[0].prodct'], /mean product\?/],
    [
      'an unknown field inside',
      'entries:\n- path: a\n  product: { name: A, slg: a }',
      ['ERROR UNKNOWN_FIELD 3:23 entries[0].product.slg'],
      /mean slug\? Known here: slug, name, aliases$/,
    ],
    ['nothing', '', ['ERROR WRONG_TYPE 1:1'], /a mapping/],
    ['no entries', 'vendor: A\n', ['ERROR MISSING 1:1 entries'], /^is missing$/],
    [
      'no product',
      'vendor: A\nentries:\n  - path: a\n',
      ['ERROR MISSING 3:5 entries[0].product'],
      /here and in defaults/,
    ],
    ['a wrong type', 'vendor: A\nentries: x\n', ['ERROR WRONG_TYPE 2:1 entries'], /must be a list/],
    [
      'a list for a name',
      'vendor: [A]\nentries: [{ path: a, product: A }]',
      ['ERROR WRONG_TYPE 1:1 vendor'],
      /a text or a mapping/,
    ],
    ['a wrong value', `${good}    kind: novel\n`, ['ERROR WRONG_VALUE 6:5 entries[0].kind'], /guide, .*, other$/],
    [
      'neither true nor false',
      'entries:\n- path: a\n  product: A\n  version: { label: 1, preview: yes }',
      ['ERROR WRONG_VALUE 4:24 entries[0].version.preview'],
      /^must be true or false$/,
    ],
    [
      'a path that leads out',
      'vendor: A\nentries:\n  - { path: ../b, product: A }',
      ['ERROR PATH_OUTSIDE 3:7 entries[0].path'],
      /below/,
    ],
    [
      'a product of two vendors',
      'entries:\n- { path: a, product: A, vendor: One }\n- { path: b, product: A, vendor: Two }',
      ['ERROR PRODUCT_TAKEN 3:14 entries[1].product'],
      /belongs to one/,
    ],
    [
      'a contradiction',
      'vendor: A\nentries:\n- { path: a, product: A, version: { label: 1, endOfLife: 2025-01-01 } }\n- { path: b, product: A, version: { label: 1, endOfLife: 2025-01-02 } }',
      ['ERROR CONTRADICTION 4:26 entries[1].version'],
      /2025-01-01/,
    ],
    ['no vendor', 'entries: [{ path: a, product: A }]', ['WARNING VENDOR_MISSING 1:1'], /Unassigned/],
    [
      'a tag that means nothing',
      'vendor: !name A\nentries: [{ path: a, product: A }]',
      ['WARNING SYNTAX 1:9'],
      /!name/,
    ],
    [
      'a listing',
      '[{\n  "path": "a", "vendor": "v", "product": ""\n}]',
      ['ERROR MISSING 1:2 [0].version', 'ERROR WRONG_VALUE 2:31 [0].product'],
      /missing/,
    ],
  ])('%s', async (_name, text, places, message) => {
    const { findings } = await check(text);
    expect(findings.map(brief)).toEqual(places);
    expect(findings[0]?.message).toMatch(message);
  });

  it('all are counted, the first hundred told', async () => {
    const { findingCount, findings } = await check(`vendor: A\nentries:\n${'- { path: a }\n'.repeat(250)}`);
    expect(findingCount).toBe(250);
    expect(findings).toHaveLength(100);
    expect(findings.at(-1)?.line).toBe(102);
  });
});

const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 20 },
    (_, at) =>
      `a${String(at + 1)}: &a${String(at + 1)} [${Array(9)
        .fill(`*a${String(at)}`)
        .join(', ')}]`,
  ),
].join('\n');
const globs = (list: readonly string[]): string =>
  JSON.stringify({ vendor: 'A', entries: [{ path: 'a', product: 'A', exclude: list }] });

describe('what was made to do harm is answered in words', () => {
  it.each([
    ['aliases of aliases', bomb, 'ERROR TOO_LARGE 1:1', /aliases/],
    ['brackets', '['.repeat(262_144), 'ERROR TOO_LARGE 1:1', /levels deep/],
    ['braces', '{a: '.repeat(50_000), 'ERROR TOO_LARGE 1:1', /levels deep/],
    [
      'deep lines',
      Array.from({ length: 600 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      'ERROR TOO_LARGE 1:1',
      /levels deep/,
    ],
    [
      'a glob that is too long',
      globs(['*a'.repeat(251)]),
      'ERROR TOO_LARGE 1:63 entries[0].exclude[0]',
      /500 characters at most/,
    ],
    ['too many globs', globs(Array(101).fill('*')), 'ERROR TOO_LARGE 1:52 entries[0].exclude', /100 globs at most/],
    ['an empty glob', globs(['']), 'ERROR WRONG_VALUE 1:63 entries[0].exclude[0]', /must not be empty/],
    [
      'too many entries',
      `vendor: A\nentries:\n${'- {path: a, product: P}\n'.repeat(10_001)}`,
      'ERROR TOO_LARGE 2:1 entries',
      /10000 entries at most/,
    ],
    ['many faults of form', '"'.repeat(100_001), expect.stringMatching(/^ERROR SYNTAX 1:/), /./],
  ])('%s', async (_name, text, place, message) => {
    const { findings } = await check(text);
    expect(brief(findings[0] as Finding)).toEqual(place);
    expect(findings[0]?.message).toMatch(message);
  });

  it('texts that are too long, and control characters', async () => {
    await expect(check('['.repeat(1_000_000))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      details: { limit: 262_144 },
    });
    await expect(check('a: \u0000')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('what takes too much computing or memory is given up with a warning: an ingest has more of both', async () => {
    // The parser compares each key with all before it.
    const keys = Array.from({ length: 45_000 }, (_, at) => `${at.toString(36)}:`).join('\n');
    const impatient = createManifestCheck({ cpuSeconds: 0.2, memoryMb: 256 });
    const small = createManifestCheck({ cpuSeconds: 60, memoryMb: 16 });
    for (const [givenUp, excess] of [
      [impatient, /0.2 seconds of computing/],
      [small, /16 MB of memory/],
    ] as const) {
      expect(await givenUp(keys)).toEqual({
        findings: [
          {
            severity: 'WARNING',
            code: 'UNCHECKED',
            message: expect.stringMatching(excess),
            line: 1,
            column: 1,
            path: '',
          },
        ],
        count: 1,
      });
    }
  });

  it('is left when nobody waits any more', async () => {
    const gone = new AbortController();
    const checked = createManifestCheck()(good, gone.signal);
    gone.abort();
    await expect(checked).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

test('an ingest of a folder goes by the text, and again from the source by the same', async () => {
  const folder = await library.write('shelf', { 'a/one.md': '# One\n\nText.\n', 'b/two.md': '# Two\n\nText.\n' });
  const preview = async (input: object) => {
    const answer = await library.ask<{
      previewIngest: { preview: { manifest: { text: string; isDraft: boolean } | null } };
    }>(
      `mutation Preview($input: StartIngestInput!) {
        previewIngest(input: $input) { preview { manifest { text isDraft } files { nodes { path } } } }
      }`,
      { input },
    );
    return answer.previewIngest.preview;
  };
  const draft = await preview({ location: folder });
  expect(draft.manifest?.isDraft).toBe(true);
  const manifestText = 'vendor: Acme\nentries:\n  - { path: a, product: Anvil, version: 7 }\n';
  expect(await preview({ location: folder, manifestText })).toEqual({
    manifest: { text: manifestText, isDraft: false },
    files: { nodes: [{ path: 'anvil/7/one.md' }] },
  });
  const { startIngest } = await library.ask<{ startIngest: { job: { id: string; ingestSource: { id: string } } } }>(
    'mutation Start($input: StartIngestInput!) { startIngest(input: $input) { job { id ingestSource { id } } } }',
    { input: { location: folder, manifestText } },
  );
  const keyOf = (id: string): string => atob(id).split(':')[1] ?? '';
  await library.app.ingest.work(keyOf(startIngest.job.id));
  const again = await library.app.ingest.startAgain(keyOf(startIngest.job.ingestSource.id));
  await library.app.ingest.work(again);
  const { ingestJob } = await library.ask<{ ingestJob: { counts: object } }>(
    'query Job($id: ID!) { ingestJob(id: $id) { counts { new unchanged archived failed } } }',
    { id: btoa(`IngestJob:${again}`) },
  );
  expect(ingestJob.counts).toEqual({ new: 0, unchanged: 1, archived: 0, failed: 0 });
});

test('a plan says which versions it comes to, by folders and by a manifest, and which of them are new', async () => {
  const folder = await library.write('levels', {
    'acme/winch/1.0/one.md': '# One\n\nText.\n',
    'acme/winch/1.0/two.md': '# Two\n\nText.\n',
    'acme/winch/2.0/one.md': '# One\n\nText.\n',
  });
  const versions = async (input: object) => {
    const answer = await library.ask<{ previewIngest: { preview: { versions: { nodes: object[] } } } }>(
      `mutation Preview($input: StartIngestInput!) { previewIngest(input: $input) { preview {
        versions { totalCount nodes { path vendor product version documents files isNew } } } } }`,
      { input: { location: folder, ...input } },
    );
    return answer.previewIngest.preview.versions;
  };
  // The vendor's folder was taken for a product: that is what a reader of the plan has to see.
  expect(await versions({})).toMatchObject({
    totalCount: 1,
    nodes: [{ path: 'acme/winch', product: 'Acme', version: 'winch', files: 3, isNew: true }],
  });
  const manifestText = `vendor: Acme
entries:
  - { path: acme/winch/1.0, product: Winch, version: "1.0" }
  - { path: acme/winch/2.0, product: Winch, version: "2.0" }
`;
  const named = { vendor: 'Acme', product: 'Winch' };
  expect((await versions({ manifestText })).nodes).toEqual([
    { ...named, path: 'winch/1.0', version: '1.0', documents: 2, files: 2, isNew: true },
    { ...named, path: 'winch/2.0', version: '2.0', documents: 1, files: 1, isNew: true },
  ]);
  await library.ingest(folder, { manifestText });
  expect((await versions({ manifestText })).nodes).toMatchObject([{ isNew: false }, { isNew: false }]);
});

test.each([
  ['a site', { location: 'https://docs.example.com/', product: 'P' }, /not described by a manifest/],
  ['two manifests', { location: '/', manifest: '/library.yaml' }, /give one of the two/],
  ['a long text', { location: '/', manifestText: 'x'.repeat(262_145) }, /262144 characters at most/],
])('a text is refused for %s', async (_name, input, message) => {
  const asked = library.ask(
    'mutation Refused($input: StartIngestInput!) { previewIngest(input: $input) { userErrors { code } } }',
    { input: { manifestText: good, ...input } },
  );
  await expect(asked).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringMatching(message) });
});
