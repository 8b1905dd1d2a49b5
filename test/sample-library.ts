/** A real library that holds what a test lays out as data: written as an ingest writes, asked through the real executor. */
import { createHash } from 'node:crypto';
import type { Execute } from '../src/executor.js';
import { contextualText, passageHash } from '../src/ingest/prepare/passage-texts.js';
import { createVocabularyWriter } from '../src/ingest/write/vocabulary.js';
import type { PreparedFile } from '../src/ingest/write/prepared-document.js';
import { writeDocument } from '../src/ingest/write/write-document.js';
import { identifiersOf } from '../src/search/identifiers.js';
import { definitionKeys } from '../src/search/definitions/definition-keys.js';
import { indexedWords } from '../src/search/search-words.js';
import { ensureVersion } from '../src/store/writes/catalogue.js';
import type { SectionRow } from '../src/store/writes/structure.js';
import { openTestLibrary, type TestLibrary } from './testkit/library.js';

export interface SampleChunk {
  readonly stem: string;
  readonly headingPath: readonly string[];
  readonly text: string;
  readonly page?: number;
  readonly pageLabel?: string;
}

export interface SampleDocument {
  readonly slug: string;
  readonly title: string;
  /** In reading order, all in one file; their ordinals count from 0. */
  readonly chunks: readonly SampleChunk[];
}

export interface SampleVersion {
  readonly slug: string;
  readonly label: string;
  readonly aliases?: readonly string[];
  readonly documents: readonly SampleDocument[];
}

export interface SampleProduct {
  readonly vendor: { readonly slug: string; readonly name: string };
  readonly slug: string;
  readonly name: string;
  readonly versions: readonly SampleVersion[];
}

export interface SampleLibrary {
  readonly products: readonly SampleProduct[];
  /** Old keys and where their text is now. */
  readonly redirects?: Readonly<Record<string, string>>;
}

function sectionsOf(chunks: readonly SampleChunk[]): { sections: SectionRow[]; placeOf: Map<string, number> } {
  const sections: SectionRow[] = [];
  const placeOf = new Map<string, number>();
  for (const { headingPath } of chunks) {
    headingPath.forEach((heading, at) => {
      const path = JSON.stringify(headingPath.slice(0, at + 1));
      if (placeOf.has(path)) return;
      const parent = placeOf.get(JSON.stringify(headingPath.slice(0, at))) ?? null;
      placeOf.set(path, sections.length);
      sections.push({ depth: at + 1, heading, anchor: `section-${String(sections.length)}`, parent, pageLabel: null });
    });
  }
  return { sections, placeOf };
}

function fileOf(product: SampleProduct, document: SampleDocument): PreparedFile {
  const stem = document.chunks[0]?.stem ?? document.slug;
  const { sections, placeOf } = sectionsOf(document.chunks);
  return {
    position: 0,
    path: `${document.slug}/${stem}.md`,
    name: `${stem}.md`,
    stem,
    title: document.title,
    format: 'markdown',
    bytes: 1,
    sha256: createHash('sha256').update(document.slug).digest('hex'),
    warnings: [],
    includes: [],
    stated: {},
    pages: [],
    sections,
    passages: document.chunks.map(({ headingPath, text, page, pageLabel }) => ({
      hash: passageHash(headingPath, text),
      headingPath,
      text,
      searchText: contextualText(product.name, headingPath, text),
      searchWords: indexedWords(contextualText(product.name, headingPath, text), headingPath),
      identifiers: identifiersOf([...headingPath, text].join('\n')),
      defines: definitionKeys({ headingPath, text, identifiers: [] }),
      tokens: text.split(' ').length,
      section: placeOf.get(JSON.stringify(headingPath)) ?? null,
      firstPage: page ?? null,
      firstPageLabel: pageLabel ?? null,
      lastPage: page ?? null,
      lastPageLabel: pageLabel ?? null,
    })),
  };
}

async function fill({ app }: TestLibrary, { products, redirects = {} }: SampleLibrary): Promise<void> {
  const { dataSource } = app.store;
  const [model]: { id: number }[] = await dataSource.query('SELECT id FROM embedding_model WHERE active');
  const parts = {
    dataSource,
    storeMode: app.store.mode,
    modelId: model?.id ?? 0,
    vocabulary: createVocabularyWriter(),
  };
  for (const product of products) {
    for (const version of product.versions) {
      const { versionId, productId } = await ensureVersion(dataSource.manager, {
        vendor: product.vendor,
        product,
        version,
        place: { vendor: product.vendor.slug, product: product.slug, version: version.slug },
      });
      for (const document of version.documents) {
        const file = fileOf(product, document);
        const vectors = await app.embedder.embedPassages(file.passages.map(({ searchText }) => searchText));
        const prepared = {
          facts: {
            versionId,
            slug: document.slug,
            title: document.title,
            kind: 'ADMIN_GUIDE',
            language: 'en',
            licence: null,
            sourceRoot: 'samples',
            sourceUrl: null,
            contentHash: file.sha256,
            extracted: {},
            origin: null,
          },
          productId,
          keyPrefix: [product.slug, version.slug, document.slug].join('::'),
          files: [file],
          vectors: new Map(file.passages.map(({ hash }, at) => [hash, vectors[at] ?? new Float32Array()])),
        };
        await writeDocument(parts, prepared, () => Promise.resolve());
      }
    }
  }
  for (const [old, key] of Object.entries(redirects)) {
    await dataSource.query('INSERT INTO chunk_redirect (old_key, chunk_id) SELECT $1, id FROM chunk WHERE key = $2', [
      old,
      key,
    ]);
  }
}

export interface OpenSample extends TestLibrary {
  /** The real executor; `before` may throw in its place. */
  execute: Execute;
}

export async function openSampleLibrary(sample: SampleLibrary, before?: () => void): Promise<OpenSample> {
  const library = await openTestLibrary();
  await fill(library, sample);
  const execute: Execute = async (operation, variables, options) => {
    before?.();
    return library.app.execute(operation, variables, options);
  };
  return { ...library, execute };
}
