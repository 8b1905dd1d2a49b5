import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ManifestError } from '../src/errors.js';
import { planInstalledPackages } from '../src/ingest/source/installed-packages.js';
import { manifestJsonSchema } from '../src/ingest/source/manifest-schema.js';
import type { PlannedDocument, SourcePlan } from '../src/ingest/source/plan.js';
import { planSource } from '../src/ingest/source/plan-source.js';
import { slugOf } from '../src/slug.js';
import { withUniqueKeys } from '../src/ingest/source/unique-keys.js';

async function folderWith(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'mcdewey-plan-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

/** `product/version/document: file file`, the plan at a glance. */
function outline(plan: SourcePlan): string[] {
  return plan.documents.map(
    ({ product, version, slug, files }) =>
      `${product.slug}/${version.slug}/${slug}: ${files.map(({ stem }) => stem).join(' ')}`,
  );
}

async function manifestProblems(yaml: string, files: Record<string, string> = {}): Promise<unknown> {
  const root = await folderWith({ 'library.yaml': yaml, ...files });
  const error: unknown = await planSource(root).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ManifestError);
  return (error as ManifestError).details['problems'];
}

describe('slugs', () => {
  it.each([
    ['12.5(1)SU4', '12.5-1-su4'],
    ['v15', 'v15'],
    ['5.5.x', '5.5.x'],
    ['@apollo/server', 'apollo-server'],
    ['Über Geräte', 'über-geräte'],
    ['../..', 'unnamed'],
    ['a::b', 'a-b'],
  ])('%s becomes %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
});

/** Where a fault stands. */
const at = (line: number, column: number) => ({ line, column });

describe('a laid-out folder', () => {
  it('is read as product, version, document, file', async () => {
    const root = await folderWith({
      'router/12.5(1)SU4/admin/setup/first.md': 'x',
      'router/12.5(1)SU4/about.md': 'x',
      'router/12.5(1)SU4/logo.png': 'x',
      'router/12.5(1)SU4/manual.xls': 'x',
      'router/12.5(1)SU4/more.xls': 'x',
      'router/12.5(1)SU4/.git/notes.md': 'x',
      'router/12.5(1)SU4/node_modules/x/readme.md': 'x',
      'stray.md': 'x',
    });
    const plan = await planSource(root);
    expect(outline(plan)).toEqual(['router/12.5-1-su4/about: about', 'router/12.5-1-su4/admin-setup: first']);
    expect(plan.documents[0]).toMatchObject({
      vendor: { slug: 'unassigned', name: 'Unassigned' },
      product: { name: 'Router' },
      version: { label: '12.5(1)SU4' },
      files: [{ path: 'about.md', name: 'about.md', format: 'markdown', bytes: 1 }],
    });
    expect(plan.warnings).toHaveLength(1);
    expect(plan.problems).toEqual([
      { path: 'stray.md', code: 'BAD_INPUT', reason: expect.stringContaining('product/version') },
      { path: 'router/12.5(1)SU4', code: 'FILE_UNSUPPORTED', reason: expect.stringContaining('2 .xls files') },
    ]);
  });

  it('takes vendor, product and version from options', async () => {
    const root = await folderWith({ 'guide/one.md': 'x', 'guide/two.md': 'x' });
    const named = await planSource(root, {
      vendor: 'Acme Networks',
      product: 'Router',
      version: 'v15',
      document: 'Manual',
    });
    expect(outline(named)).toEqual(['router/v15/manual: one two']);
    expect(named.documents[0]?.vendor).toEqual({ slug: 'acme-networks', name: 'Acme Networks' });
    expect(named.warnings).toEqual([]);
    expect(outline(await planSource(join(root, 'guide', 'one.md'), { product: 'Router' }))).toEqual([
      'router/unversioned/one: one',
    ]);
    await expect(planSource(join(root, 'guide', 'one.md'))).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(planSource(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('tells documents and files apart whose names agree, always in the same way', async () => {
    const root = await folderWith({
      'p/1/a-b/one.md': 'x',
      'p/1/a/b/one.md': 'x',
      'p/1/g/a.md': 'x',
      'p/1/g/a.mdx': 'x',
    });
    const first = outline(await planSource(root));
    expect(first).toEqual(['p/1/a-b: one', expect.stringMatching(/^p\/1\/a-b-[0-9a-f]{6}: one$/), 'p/1/g: a a-mdx']);
    expect(outline(await planSource(root))).toEqual(first);
  });

  it('does not follow links out of the folder or in circles', async () => {
    const outside = await folderWith({ 'secret.md': 'x' });
    const root = await folderWith({ 'p/1/d/a.md': 'x' });
    await symlink(join(outside, 'secret.md'), join(root, 'p/1/d/secret.md'));
    await symlink(outside, join(root, 'p/1/d/outside'));
    await symlink(join(root, 'p/1'), join(root, 'p/1/d/circle'));
    await symlink(join(root, 'p/1/d/a.md'), join(root, 'p/1/d/inside.md'));
    expect(outline(await planSource(root))).toEqual(['p/1/d: a inside']);
  });
});

describe('library.yaml', () => {
  it('maps folders, with defaults, and reads versions as they are written', async () => {
    const root = await folderWith({
      'library.yaml': [
        'vendor: { slug: acme, name: Acme Networks }',
        'defaults: { licence: MIT, language: en, exclude: [drafts/**] }',
        'entries:',
        '  - path: r/old',
        '    product: { slug: ar, name: Acme Router, aliases: [AR] }',
        '    version: 3.30',
        '  - path: r/new',
        '    product: { slug: ar, name: Acme Router }',
        '    version: { label: 4.0 RC, releasedOn: 2025-05-05, preview: true, aliases: [next] }',
        '    kind: Admin Guide',
        '    document: Handbook',
        '  - path: phone.md',
        '    vendor: Other & Sons',
        '    product: Phone',
      ].join('\n'),
      'r/old/setup/a.md': 'x',
      'r/old/drafts/b.md': 'x',
      'r/new/x/a.md': 'x',
      'r/new/y/b.md': 'x',
      'phone.md': 'x',
      'unlisted.md': 'x',
    });
    const plan = await planSource(root);
    expect(outline(plan)).toEqual(['ar/3.30/setup: a', 'ar/4.0-rc/handbook: a b', 'phone/unversioned/phone: phone']);
    const [old, next, phone] = plan.documents;
    expect(old).toMatchObject({
      vendor: { slug: 'acme', name: 'Acme Networks' },
      version: { label: '3.30' },
      licence: 'MIT',
    });
    expect(old?.product).toEqual({ slug: 'ar', name: 'Acme Router', aliases: ['AR'] });
    expect(next?.version).toEqual({
      slug: '4.0-rc',
      label: '4.0 RC',
      aliases: ['next'],
      releasedOn: '2025-05-05',
      preview: true,
    });
    expect(next?.kind).toBe('ADMIN_GUIDE');
    expect(phone?.vendor).toEqual({ slug: 'other-sons', name: 'Other & Sons' });
    expect(outline(await planSource(join(root, 'library.yaml')))).toEqual(outline(plan));
  });

  it('reports every fault with line and field', async () => {
    const problems = await manifestProblems(
      [
        'entries:',
        '  - path: here',
        '    product: { slug: Bad Slug, name: X }',
        '    version: { label: 1, releasedOn: soon }',
        '  - product: Y',
        '    pth: there',
        '    kind: novel',
      ].join('\n'),
    );
    const value = { code: 'WRONG_VALUE' };
    expect(problems).toEqual([
      { ...value, ...at(3, 16), field: 'entries[0].product.slug', problem: expect.stringContaining('lower case') },
      { ...value, ...at(4, 26), field: 'entries[0].version.releasedOn', problem: expect.stringContaining('date') },
      { code: 'MISSING', ...at(5, 5), field: 'entries[1].path', problem: 'is missing' },
      {
        ...{ code: 'UNKNOWN_FIELD', ...at(6, 5), field: 'entries[1].pth' },
        problem: expect.stringMatching(/^is not a known field\. Did you mean path\? Known here: path, vendor, /),
      },
      { ...value, ...at(7, 5), field: 'entries[1].kind', problem: expect.stringMatching(/: guide, .*, other$/) },
    ]);
  });

  it('refuses YAML that does not parse, paths that lead nowhere or out, and products of two vendors', async () => {
    expect(await manifestProblems('entries:\n  - path: "open\n')).toContainEqual({
      ...at(3, 1),
      code: 'SYNTAX',
      field: '',
      problem: expect.stringContaining('quote'),
    });
    const problems = await manifestProblems(
      [
        'entries:',
        '  - { path: ../up, product: A }',
        '  - { path: nowhere, product: A }',
        '  - { path: here, product: A, vendor: One }',
        '  - { path: here, product: A, vendor: Two }',
      ].join('\n'),
      { 'here/a/a.md': 'x' },
    );
    expect(problems).toMatchObject([
      { ...at(2, 7), code: 'PATH_OUTSIDE', field: 'entries[0].path', problem: expect.stringContaining('below') },
      { ...at(3, 7), code: 'PATH_MISSING', field: 'entries[1].path', problem: expect.stringContaining('not exist') },
      { ...at(5, 19), code: 'PRODUCT_TAKEN', field: 'entries[3].product', problem: expect.stringContaining('to one') },
    ]);
  });

  it('shares what it says of a version or product among all entries that name it', async () => {
    const root = await folderWith({
      'library.yaml': [
        'entries:',
        '  - { path: a, product: { name: Ar, aliases: [AR] }, version: 2.0(1) }',
        '  - { path: b, product: Ar, version: { label: 2.0(1), slug: "2.0", releasedOn: 2025-05-05, aliases: [two] } }',
        '  - { path: c, product: Ar, version: { label: 2.0(1), aliases: [deux] } }',
      ].join('\n'),
      'a/a.md': 'x',
      'b/b.md': 'x',
      'c/c.md': 'x',
    });
    const { documents } = await planSource(root);
    const version = { slug: '2.0', label: '2.0(1)', releasedOn: '2025-05-05', aliases: ['two', 'deux'] };
    expect(documents.map((document) => document.version)).toEqual([version, version, version]);
    expect(documents.map(({ product }) => product.aliases)).toEqual([['AR'], ['AR'], ['AR']]);
  });

  it('may not say two things of one version', async () => {
    const root = await folderWith({
      'library.yaml': [
        'entries:',
        '  - { path: a, product: Ar, version: { label: 2, releasedOn: 2025-05-05 } }',
        '  - { path: b, product: Ar, version: { label: 2, releasedOn: 2025-05-06 } }',
      ].join('\n'),
      'a/a.md': 'x',
      'b/b.md': 'x',
    });
    await expect(planSource(root)).rejects.toMatchObject({
      details: {
        count: 1,
        problems: [
          {
            ...at(3, 29),
            code: 'CONTRADICTION',
            field: 'entries[1].version',
            problem: expect.stringContaining('-05-05'),
          },
        ],
      },
    });
  });

  it('has a committed JSON Schema that is current', async () => {
    const committed: unknown = JSON.parse(await readFile('schemas/library.schema.json', 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(manifestJsonSchema())));
  });
});

describe('a manifest that is given as a text', () => {
  const files = { 'r/old/a.md': 'x', 'r/new/b.md': 'x', 'library.yaml': 'entries: [{ path: r/old, product: Own }]' };

  it('holds in place of the one that the folder has, which is no document either', async () => {
    const root = await folderWith(files);
    expect(outline(await planSource(root))).toEqual(['own/unversioned/a: a']);
    const manifestText = 'vendor: Acme\nentries:\n  - { path: ., product: Written }\n';
    const plan = await planSource(root, { manifestText, product: 'Named' });
    expect(outline(plan)).toEqual(['written/unversioned/r-new: b', 'written/unversioned/r-old: a']);
    expect(plan).toMatchObject({ root, folder: root, warnings: [], manifest: { text: manifestText, isDraft: false } });
  });

  it('may name nothing outside of the folder, and says the line of what is not there', async () => {
    const root = await folderWith(files);
    const manifestText = 'entries:\n  - { path: ../x, product: A }\n  - { path: r/none, product: A }\n';
    await expect(planSource(root, { manifestText })).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
      message: expect.stringMatching(/^library\.yaml can't be used/),
      details: {
        problems: [
          { ...at(2, 7), code: 'PATH_OUTSIDE' },
          { ...at(3, 7), code: 'PATH_MISSING' },
        ],
      },
    });
    await expect(planSource(join(root, 'r/old/a.md'), { manifestText })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('the draft of a manifest', () => {
  it.each<[string, Parameters<typeof planSource>[1], Record<string, string>]>([
    ['a layout', {}, { 'my_router/12.5(1)SU4/admin/a.md': 'x', 'my_router/3.30/b.md': 'x', 'Über/1/c/c.md': 'x' }],
    ['names', { vendor: 'Acme & Co', product: 'R: x', kind: 'API_REFERENCE' }, { '1.10/a/a.md': 'x', '2/b.md': 'x' }],
    [
      'one document',
      { product: 'R', version: '1', document: 'All', licence: 'MIT', language: 'de' },
      { 'a/b.md': 'x' },
    ],
    ['a site', {}, { 'docs/a.md': 'x', 'versioned_docs/version-1.0/a.md': 'x', 'versions.json': '["1.0"]' }],
  ])('gives the same plan: %s', async (_name, options, files) => {
    const root = await folderWith(files);
    const { manifest, ...plan } = await planSource(root, options, 'pumps');
    expect(manifest?.isDraft).toBe(true);
    const again = await planSource(root, { manifestText: manifest?.text ?? '' });
    expect(plan.documents.length).toBeGreaterThan(0);
    expect(again.documents).toEqual(plan.documents);
    expect(again.warnings).toEqual(plan.warnings);
  });

  it('names the whole where no folder says a product', async () => {
    const root = await folderWith({ 'wick.md': 'x' });
    const { manifest } = await planSource(root, {}, 'my_candles');
    expect(outline(await planSource(root, { manifestText: manifest?.text ?? '' }))).toEqual([
      'my-candles/unversioned/wick: wick',
    ]);
    expect(manifest?.text).toMatch(/^# .*\n# vendor: \{ slug/);
  });

  it('is not made of what has a manifest, nor where nobody asks for it', async () => {
    const own = await folderWith({ 'library.yaml': 'entries: [{ path: a, product: A }]', 'a/a.md': 'x' });
    const inner = await folderWith({ 'one/library.yaml': 'entries: [{ path: a, product: A }]', 'one/a/a.md': 'x' });
    expect((await planSource(own, {}, 'x')).manifest?.isDraft).toBe(false);
    expect((await planSource(inner, {}, 'x')).manifest).toBeUndefined();
    expect((await planSource(await folderWith({ 'p/1/a.md': 'x' }))).manifest).toBeUndefined();
  });
});

describe('a listing', () => {
  it('says the same in flat JSON, and its other keys are ignored', async () => {
    const entry = {
      path: 'a/r/1',
      vendor: 'acme',
      vendorName: 'Acme',
      product: 'r',
      version: '1.10',
      releasedOn: '2024-01-02',
      files: 3,
    };
    const root = await folderWith({
      'listing.json': JSON.stringify([entry]),
      'a/r/1/g/x.md': 'x',
      'other/y/z.md': 'x',
    });
    const plan = await planSource(root, { manifest: join(root, 'listing.json') });
    expect(outline(plan)).toEqual(['r/1.10/g: x']);
    expect(plan.documents[0]).toMatchObject({
      vendor: { slug: 'acme', name: 'Acme' },
      version: { label: '1.10', releasedOn: '2024-01-02' },
    });
    expect(outline(await planSource(join(root, 'listing.json')))).toEqual(outline(plan));
  });

  it('reports the line of a wrong field', async () => {
    const root = await folderWith({
      'listing.json': '[\n {\n  "path": "a",\n  "vendor": "v",\n  "product": ""\n }\n]\n',
    });
    await expect(planSource(join(root, 'listing.json'))).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
      details: {
        problems: [
          { code: 'MISSING', ...at(2, 2), field: '[0].version', problem: 'is missing' },
          { code: 'WRONG_VALUE', ...at(5, 3), field: '[0].product', problem: expect.any(String) },
        ],
      },
    });
  });
});

describe('installed packages', () => {
  it('become vendor, product, version; direct dependencies first, changelogs last', async () => {
    const at = 'node_modules/';
    const root = await folderWith({
      'app/package.json': JSON.stringify({
        name: 'app',
        version: '1.0.0',
        dependencies: { zebra: '1', '@acme/tool': '2' },
      }),
      [`${at}aardvark/package.json`]: JSON.stringify({
        name: 'aardvark',
        version: '0.1.0',
        author: 'Ann Ant <ann@example.org>',
      }),
      [`${at}aardvark/README.md`]: 'x',
      [`${at}zebra/package.json`]: JSON.stringify({
        name: 'zebra',
        version: '1.2.3',
        license: 'MIT',
        repository: { url: 'git+https://git.example.org/Savanna/zebra.git' },
      }),
      [`${at}zebra/README.md`]: 'x',
      [`${at}zebra/CHANGELOG.md`]: 'x',
      [`${at}zebra/LICENSE.md`]: 'x',
      [`${at}zebra/docs/guide/start.md`]: 'x',
      [`${at}zebra/lib/notes.md`]: 'x',
      [`${at}@acme/tool/package.json`]: JSON.stringify({ name: '@acme/tool', version: '2.0.0' }),
      [`${at}@acme/tool/README.md`]: 'x',
    });
    const plan = await planInstalledPackages(join(root, 'app'));
    expect(outline(plan)).toEqual([
      'zebra/1.2.3/docs-guide: start',
      'zebra/1.2.3/readme: README',
      'acme-tool/2.0.0/readme: README',
      'aardvark/0.1.0/readme: README',
      'zebra/1.2.3/changelog: CHANGELOG',
    ]);
    expect(plan.documents.map(({ vendor }) => vendor.name)).toEqual([
      'Savanna',
      'Savanna',
      'acme',
      'Ann Ant',
      'Savanna',
    ]);
    expect(plan.documents.at(-1)).toMatchObject({ kind: 'RELEASE_NOTES', licence: 'MIT' });
  });

  it('installed a second time under another name are one package', async () => {
    const width = JSON.stringify({ name: 'width', version: '4.2.3' });
    const root = await folderWith({
      'package.json': JSON.stringify({ name: 'app', version: '1.0.0', dependencies: { width: '4' } }),
      'node_modules/width/package.json': width,
      'node_modules/width/README.md': '# Width\n',
      'node_modules/width-cjs/package.json': width,
      'node_modules/width-cjs/README.md': '# Width\n',
    });
    expect(outline(await planInstalledPackages(root))).toEqual(['width/4.2.3/readme: README']);
  });

  it('whose names make the same product are not mixed: the later one fails, and says why', async () => {
    const named = (name: string, version: string): string => JSON.stringify({ name, version });
    const root = await folderWith({
      'package.json': JSON.stringify({ name: 'app', version: '1.0.0', dependencies: { 'foo-bar': '2' } }),
      'node_modules/@foo/bar/package.json': named('@foo/bar', '1.0.0'),
      'node_modules/@foo/bar/README.md': '# At foo\n',
      'node_modules/@foo/bar/docs/more/more.md': '# More\n',
      'node_modules/foo-bar/package.json': named('foo-bar', '2.0.0'),
      'node_modules/foo-bar/README.md': '# Foo bar\n',
      'node_modules/other/package.json': named('other', '2.0.0'),
      'node_modules/other/README.md': '# Other\n',
    });
    const { problems, ...plan } = await planInstalledPackages(root);
    expect(outline({ problems, ...plan })).toEqual(['foo-bar/2.0.0/readme: README', 'other/2.0.0/readme: README']);
    expect(problems.map(({ path, code }) => `${code} ${path}`).sort()).toEqual([
      'SLUG_TAKEN @foo/bar/README.md',
      'SLUG_TAKEN @foo/bar/docs/more/more.md',
    ]);
    expect(problems[0]?.reason).toMatch(/@foo\/bar.* foo-bar is already.*--product/);
  });
});

describe('documents of a plan', () => {
  it('have keys of their own: the files of a later one fail, naming both places and what to do', () => {
    const document = (place: string, slug: string, version = '1'): PlannedDocument => ({
      vendor: { slug: 'acme', name: 'Acme' },
      product: { slug: 'kite', name: 'Kite' },
      version: { slug: version, label: version },
      slug,
      files: ['a.md', 'b.md'].map((name) => ({
        absolutePath: join('/source', place, name),
        path: name,
        name,
        stem: name.slice(0, 1),
        format: 'markdown',
        bytes: 1,
      })),
    });
    const documents = [document('x', 'guide'), document('y', 'guide'), document('z', 'guide', '2')];
    const before = { path: 'w', code: 'FILE_UNSUPPORTED', reason: 'w' } as const;
    const plan: SourcePlan = { root: 'r', folder: '/source', documents, problems: [before], warnings: [] };
    const unique = withUniqueKeys(plan);
    expect(unique.documents).toEqual([documents[0], documents[2]]);
    expect(unique.problems.map(({ path, code }) => `${code} ${path}`)).toEqual([
      'FILE_UNSUPPORTED w',
      'SLUG_TAKEN y/a.md',
      'SLUG_TAKEN y/b.md',
    ]);
    expect(unique.problems[1]?.reason).toMatch(/kite\/1\/guide, which x\/a\.md is already.*library\.yaml/);
  });
});
