/** Documents of several files as they are written again: what stays keeps its rows, what goes leads on, and all of it or nothing. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { contextualText, passageHash } from '../src/ingest/prepare/passage-texts.js';
import type { PreparedDocument, PreparedFile } from '../src/ingest/write/prepared-document.js';
import { createVocabularyWriter } from '../src/ingest/write/vocabulary.js';
import { PlaceTakenError, writeDocument, type WriteParts } from '../src/ingest/write/write-document.js';
import type { Queryable } from '../src/store/queryable.js';
import { ensureVersion } from '../src/store/writes/catalogue.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

/** Texts by heading, each of which stands below the one before it; what is under none comes first. */
type Texts = Readonly<Record<string, string>>;
/** By stem, in their order. */
type Files = Readonly<Record<string, Texts | 'unchanged'>>;

let library: TestLibrary;
let parts: WriteParts;
let product: string;
let place: { readonly versionId: string; readonly productId: string };
let products = 0;

beforeAll(async () => {
  library = await openTestLibrary();
  const { dataSource, mode } = library.app.store;
  const [model]: { id: number }[] = await dataSource.query('SELECT id FROM embedding_model WHERE active');
  parts = { dataSource, storeMode: mode, modelId: model?.id ?? 0, vocabulary: createVocabularyWriter() };
});

beforeEach(async () => {
  products += 1;
  product = `buoy${String(products)}`;
  place = await ensureVersion(library.app.store.dataSource.manager, {
    vendor: { slug: 'acme', name: 'Acme' },
    product: { slug: product, name: product },
    version: { slug: '1', label: '1', aliases: [] },
    place: { vendor: 'acme', product, version: '1' },
  });
});

afterAll(() => library.close());

function fileOf(stem: string, texts: Texts, position: number): PreparedFile {
  const headings = Object.keys(texts).filter((heading) => heading !== '');
  return {
    ...{ position, path: `${stem}.md`, name: `${stem}.md`, stem, title: stem, format: 'markdown', bytes: 1 },
    sha256: createHash('sha256').update(JSON.stringify(texts)).digest('hex'),
    ...{ warnings: [], includes: [], stated: {}, pages: [{ index: 1, label: `${stem} i`, text: '', quality: 'TEXT' }] },
    sections: headings.map((heading, at) => ({
      ...{ depth: at + 1, heading, anchor: heading.toLowerCase(), pageLabel: null },
      parent: at === 0 ? null : at - 1,
    })),
    passages: Object.entries(texts).map(([heading, text]) => {
      const headingPath = heading === '' ? [] : [heading];
      return {
        ...{ hash: passageHash(headingPath, text), headingPath, text, searchWords: text, identifiers: [], defines: [] },
        ...{ searchText: contextualText(product, headingPath, text), tokens: 1 },
        section: heading === '' ? null : headings.indexOf(heading),
        ...{ firstPage: null, firstPageLabel: null, lastPage: null, lastPageLabel: null },
      };
    }),
  };
}

async function prepared(files: Files, slug = 'manual', origin: string | null = null): Promise<PreparedDocument> {
  const all = Object.entries(files).map(([stem, texts], position) =>
    texts === 'unchanged' ? { unchanged: stem, position } : fileOf(stem, texts, position),
  );
  const passages = all.flatMap((file) => ('unchanged' in file ? [] : file.passages));
  const vectors = await library.app.embedder.embedPassages(passages.map(({ searchText }) => searchText));
  return {
    facts: {
      ...{ versionId: place.versionId, slug, title: slug, kind: 'GUIDE', language: 'en', licence: null, origin },
      ...{ sourceRoot: 'test', sourceUrl: null, contentHash: '00', extracted: {} },
    },
    productId: place.productId,
    keyPrefix: `${product}::1::${slug}`,
    files: all,
    vectors: new Map(passages.map(({ hash }, at) => [hash, vectors[at] ?? new Float32Array()])),
  };
}

async function write(files: Files, slug?: string) {
  return writeDocument(parts, await prepared(files, slug), () => Promise.resolve());
}

async function rows<Row>(sql: string): Promise<Row[]> {
  return library.app.store.dataSource.query(sql, [place.versionId]);
}

interface Row {
  readonly id: number;
}

/** Chunks and sections with their places, in reading order. */
async function state() {
  const chunks = await rows<Row & { key: string; position: number; section: string | null; text: string }>(
    `SELECT c.id, c.key, c.position, s.heading AS section, p.text FROM chunk c JOIN passage p ON p.id = c.passage_id
     LEFT JOIN section s ON s.id = c.section_id WHERE c.version_id = $1 ORDER BY c.document_id, c.position, c.id`,
  );
  const sections = await rows<Row & { heading: string; position: number; parent: string | null }>(
    `SELECT s.id, s.heading, s.position, above.heading AS parent FROM section s LEFT JOIN section above ON above.id = s.parent_id
     JOIN document d ON d.id = s.document_id WHERE d.version_id = $1 ORDER BY d.id, s.position, s.id`,
  );
  return {
    chunks: chunks.map(
      ({ key, position, section }) => `${String(position)} ${key.split('::').slice(3).join(' ')} ${section ?? '-'}`,
    ),
    sections: sections.map(({ heading, position, parent }) => `${String(position)} ${heading} ${parent ?? '-'}`),
    ids: new Map([
      ...chunks.map(({ key, id }): [string, number] => [key.split('::').slice(3).join(' '), id]),
      ...sections.map(({ heading, id }): [string, number] => [heading, id]),
    ]),
  };
}

/** Where keys lead that have no chunk any more; `!` where that does not hold their text. */
async function redirects(): Promise<string[]> {
  const found = await rows<{ from: string; to: string; kept: boolean }>(
    `SELECT r.old_key AS from, c.key AS to, r.is_text_kept AS kept FROM chunk_redirect r JOIN chunk c ON c.id = r.chunk_id
     WHERE c.version_id = $1 ORDER BY r.old_key`,
  );
  const short = (key: string): string => key.split('::').slice(2).join(' ');
  return found.map(({ from, to, kept }) => `${short(from)} > ${kept ? '' : '!'}${short(to)}`);
}

async function passages(db: Queryable = library.app.store.dataSource): Promise<string[]> {
  const found = await db.query<{ text: string; vectors: number }[]>(
    `SELECT p.text, (SELECT count(*)::int FROM passage_vector v WHERE v.passage_id = p.id) AS vectors
     FROM passage p WHERE p.product_id = $1 ORDER BY p.text`,
    [place.productId],
  );
  expect(found.filter(({ vectors }) => vectors !== 1)).toEqual([]);
  return found.map(({ text }) => text);
}

const a = { Ay: 'The anchor holds the buoy.', Chain: 'The chain is long.' };
const b = { '': 'Read this first.', Bee: 'The bell rings at night.', Lamp: 'The lamp shines in fog.' };
const c = { Sea: 'The swell lifts the buoy.', Tide: 'The tide turns twice.' };

test('what files hold stands one file behind the other, each chunk in its section', async () => {
  expect(await write({ a, b })).toMatchObject({ passagesNew: 5 });
  expect(await state()).toMatchObject({
    chunks: ['0 a 0 Ay', '1 a 1 Chain', '2 b 0 -', '3 b 1 Bee', '4 b 2 Lamp'],
    sections: ['0 Ay -', '1 Chain Ay', '2 Bee -', '3 Lamp Bee'],
  });
  expect(await passages()).toHaveLength(5);
  expect(
    await rows(
      'SELECT g.label FROM page g JOIN document_file f ON f.id = g.file_id JOIN document d ON d.id = f.document_id WHERE d.version_id = $1 ORDER BY g.label',
    ),
  ).toEqual([{ label: 'a i' }, { label: 'b i' }]);
});

test('written again as it was, nothing is new, nothing goes, and every row stays', async () => {
  await write({ a, b });
  const before = await state();
  expect(await write({ a, b })).toMatchObject({ passagesNew: 0 });
  expect(await state()).toEqual(before);
  expect(await redirects()).toEqual([]);
});

describe('beside files that stay as they are', () => {
  test('one that grows moves what is behind it, one that shrinks draws it near, and no key changes', async () => {
    await write({ a, b, c });
    const before = await state();
    await write({ a: 'unchanged', b: { ...b, Horn: 'The horn sounds thrice.' }, c: 'unchanged' });
    const grown = await state();
    expect(grown).toMatchObject({
      chunks: [
        '0 a 0 Ay',
        '1 a 1 Chain',
        '2 b 0 -',
        '3 b 1 Bee',
        '4 b 2 Lamp',
        '5 b 3 Horn',
        '6 c 0 Sea',
        '7 c 1 Tide',
      ],
      sections: ['0 Ay -', '1 Chain Ay', '2 Bee -', '3 Lamp Bee', '4 Horn Lamp', '5 Sea -', '6 Tide Sea'],
    });
    expect(new Map([...grown.ids].filter(([name]) => before.ids.has(name)))).toEqual(before.ids);
    await write({ a: 'unchanged', b: { Lamp: b.Lamp }, c: 'unchanged' });
    expect(await state()).toMatchObject({
      chunks: ['0 a 0 Ay', '1 a 1 Chain', '2 b 2 Lamp', '3 c 0 Sea', '4 c 1 Tide'],
      sections: ['0 Ay -', '1 Chain Ay', '2 Lamp -', '3 Sea -', '4 Tide Sea'],
    });
    // Ordinals are never used again.
    await write({ a: 'unchanged', b: { Lamp: b.Lamp, Mast: 'The mast is white.' }, c: 'unchanged' });
    expect((await state()).chunks).toContain('3 b 4 Mast');
  });

  test('others come before them, also where those hold neither sections nor chunks', async () => {
    await write({ b, empty: {}, c });
    await write({ a, b: 'unchanged', empty: 'unchanged', c: 'unchanged' });
    expect(await state()).toMatchObject({
      chunks: ['0 a 0 Ay', '1 a 1 Chain', '2 b 0 -', '3 b 1 Bee', '4 b 2 Lamp', '5 c 0 Sea', '6 c 1 Tide'],
      sections: ['0 Ay -', '1 Chain Ay', '2 Bee -', '3 Lamp Bee', '4 Sea -', '5 Tide Sea'],
    });
  });

  test('they change places', async () => {
    await write({ a, b, c });
    await write({ c: 'unchanged', b: { Bee: b.Bee }, a: 'unchanged' });
    expect(await state()).toMatchObject({
      chunks: ['0 c 0 Sea', '1 c 1 Tide', '2 b 1 Bee', '3 a 0 Ay', '4 a 1 Chain'],
      sections: ['0 Sea -', '1 Tide Sea', '2 Bee -', '3 Ay -', '4 Chain Ay'],
    });
    expect(
      await rows(
        'SELECT f.stem FROM document_file f JOIN document d ON d.id = f.document_id WHERE d.version_id = $1 ORDER BY f.position',
      ),
    ).toEqual([{ stem: 'c' }, { stem: 'b' }, { stem: 'a' }]);
  });
});

describe('a file that is there no more', () => {
  test('leads on to what holds its text now, or stands nearest; what nothing else holds goes', async () => {
    await write({ a, b, empty: {} });
    await write({ shared: { Chain: a.Chain } }, 'other');
    await write({ b: 'unchanged', c: { Hold: a.Ay } });
    expect(await redirects()).toEqual(['manual a 0 > manual c 0', 'manual a 1 > !manual c 0']);
    expect(await passages()).toEqual([b[''], a.Ay, b.Bee, a.Chain, b.Lamp].sort());
    expect(
      await rows(
        `SELECT file_count AS files, chunk_count AS chunks FROM document WHERE version_id = $1 AND slug = 'manual'`,
      ),
    ).toEqual([{ files: 2, chunks: 4 }]);
  });

  test('text that goes from one that stays leads on within it', async () => {
    await write({ b });
    await write({ b: { '': b[''], Bee: b.Bee } });
    expect(await redirects()).toEqual(['manual b 2 > !manual b 1']);
    expect(await passages()).toEqual([b[''], b.Bee].sort());
  });
});

describe('all of it or nothing', () => {
  const many = (count: number): Texts =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`Buoy${String(at)}`, `Buoy number ${String(at)}.`]));

  /** Passages that are there, and have vectors, as the transaction begins. */
  async function aheadOf(count: number): Promise<number> {
    let ahead = -1;
    const begin = async (db: Queryable): Promise<void> => {
      ahead = (await passages(db)).length;
    };
    const document = await prepared({ many: many(count) });
    expect(await writeDocument({ ...parts, begin }, document, () => Promise.resolve())).toMatchObject({
      passagesNew: count,
    });
    expect(await passages()).toHaveLength(count);
    return ahead;
  }

  test.each([
    [10, 0],
    [70, 70],
  ])('of %i new passages, %i are there before their document', async (count, ahead) => {
    expect(await aheadOf(count)).toBe(ahead);
    expect((await state()).chunks).toHaveLength(count);
  });

  test('what is booked last undoes the writing by failing', async () => {
    await write({ a, b });
    const before = await state();
    const failing = writeDocument(parts, await prepared({ a: { Ay: 'Another text.' } }), () =>
      Promise.reject(new Error('no')),
    );
    await expect(failing).rejects.toThrow('no');
    expect(await state()).toEqual(before);
    expect(await passages()).toHaveLength(5);
  });

  test.each([1, 40])('vectors of another model are refused, of %i passages', async (count) => {
    const writing = writeDocument({ ...parts, modelId: -1 }, await prepared({ many: many(count) }), () =>
      Promise.resolve(),
    );
    await expect(writing).rejects.toMatchObject({ name: 'ModelMismatchError' });
    expect(await passages()).toEqual([]);
  });

  test('a document of another origin has the place', async () => {
    await write({ a });
    const before = await state();
    const writing = writeDocument(parts, await prepared({ b }, 'manual', 'gate/1/manual'), () => Promise.resolve());
    await expect(writing).rejects.toThrow(PlaceTakenError);
    expect(await state()).toEqual(before);
  });
});
