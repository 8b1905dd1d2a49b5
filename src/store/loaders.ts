/** Batches what one request reads, so that the number of SQL statements depends on the query and not on its rows. */
import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { groupBy } from '../group-by.js';
import type { SubjectKind } from './entities/subject-kind.js';
import type { Page } from './keyset.js';
import * as catalogueLists from './queries/catalogue-lists.js';
import * as catalogue from './queries/catalogue.js';
import { subjectsOfBulks } from './queries/bulk-subjects.js';
import * as chunkLists from './queries/chunk-lists.js';
import * as chunks from './queries/chunks.js';
import * as curation from './queries/curation.js';
import * as documentLists from './queries/document-lists.js';
import * as documents from './queries/documents.js';
import { bulksById, takenBackBulks } from './queries/curation-bulks.js';
import { formerPathsOf } from './queries/former-paths.js';
import { ingestSourcesById } from './queries/ingest-sources.js';
import * as jobs from './queries/jobs.js';
import { occurrencesOf, otherTextsAt } from './queries/occurrences.js';
import { lastIngests, type Holder } from './queries/last-ingests.js';
import * as pages from './queries/pages.js';
import * as sections from './queries/sections.js';
import { stemsOf } from './queries/stems.js';
import { statedTitles } from './queries/titles.js';

type Fetch<Key, Row> = (keys: readonly Key[]) => Promise<readonly Row[]>;

/** One row per key, or null. */
function one<Key, Row>(fetch: Fetch<Key, Row>, keyOf: (row: Row) => Key): DataLoader<Key, Row | null> {
  return new DataLoader(async (keys) => {
    const found = new Map((await fetch(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => found.get(key) ?? null);
  });
}

/** All rows of a key, in the order of the query. */
function many<Key, Row>(fetch: Fetch<Key, Row>, keyOf: (row: Row) => Key): DataLoader<Key, Row[]> {
  return new DataLoader(async (keys) => {
    const found = groupBy(await fetch(keys), keyOf);
    return keys.map((key) => found.get(key) ?? []);
  });
}

function count<Key>(fetch: Fetch<Key, catalogue.CountOf<Key>>): DataLoader<Key, number> {
  return new DataLoader(async (keys) => {
    const found = new Map((await fetch(keys)).map((row) => [row.parentId, row.count]));
    return keys.map((key) => found.get(key) ?? 0);
  });
}

/** One loader for each set of arguments; arguments are plain JSON. */
function withArguments<Arguments, Loader>(create: (wanted: Arguments) => Loader): (wanted: Arguments) => Loader {
  const loaders = new Map<string, Loader>();
  return (wanted) => {
    const key = JSON.stringify(wanted);
    const loader = loaders.get(key) ?? create(wanted);
    loaders.set(key, loader);
    return loader;
  };
}

const idOf = <Id>(row: { readonly id: Id }): Id => row.id;
const parentOf = <Id>(row: { readonly parentId: Id }): Id => row.parentId;
const subjectName = ({ kind, path }: curation.SubjectName): string => `${kind} ${path}`;
const sectionPlace = ({ ofId, versionId }: sections.SectionPlace): string => `${String(ofId)} ${versionId}`;
const documentName = (name: documents.DocumentName): string => `${name.versionId}/${name.slug}`;

export type Loaders = ReturnType<typeof createLoaders>;

/**
 * Loaders of one request; they cache, so they must not outlive it.
 * @param seesHidden whether versions and documents that are hidden or drafts answer to their ids.
 */
export function createLoaders(db: DataSource, seesHidden = false) {
  const loaders = createPlainLoaders(db, seesHidden);
  return {
    ...loaders,
    /** A chunk that is going to be cited: its document, version, product and vendor are known to their loaders with it. */
    citedChunk: new DataLoader<number, chunks.ChunkRow | null>(async (ids) => {
      const rows = await chunks.citedChunksById(db, ids);
      for (const { chunk, document, version, product, vendor } of rows) {
        loaders.chunk.prime(chunk.id, chunk);
        loaders.document.prime(document.id, document);
        loaders.version.prime(version.id, version);
        loaders.product.prime(product.id, product);
        loaders.vendor.prime(vendor.id, vendor);
      }
      const found = new Map(rows.map(({ chunk }) => [chunk.id, chunk]));
      return ids.map((id) => found.get(id) ?? null);
    }),
  };
}

function createPlainLoaders(db: DataSource, seesHidden: boolean) {
  return { ...rowLoaders(db, seesHidden), ...curationLoaders(db), ...listLoaders(db), ...chunkLoaders(db) };
}

/** Rows by their ids. */
function rowLoaders(db: DataSource, seesHidden: boolean) {
  const versionsById = seesHidden ? catalogue.allVersionsById : catalogue.versionsById;
  const documentsById = seesHidden ? documents.allDocumentsById : documents.documentsById;
  return {
    vendor: one((ids: readonly string[]) => catalogue.vendorsById(db, ids), idOf),
    product: one((ids: readonly string[]) => catalogue.productsById(db, ids), idOf),
    version: one((ids: readonly string[]) => versionsById(db, ids), idOf),
    document: one((ids: readonly string[]) => documentsById(db, ids), idOf),
    file: one((ids: readonly number[]) => documents.filesById(db, ids), idOf),
    page: one((ids: readonly number[]) => pages.pagesById(db, ids), idOf),
    section: one((ids: readonly number[]) => sections.sectionsById(db, ids), idOf),
    passageCreation: one((ids: readonly number[]) => chunks.passageCreations(db, ids), idOf),
    passage: one((ids: readonly number[]) => chunks.passagesById(db, ids), idOf),
    chunk: one((ids: readonly number[]) => chunks.chunksById(db, ids), idOf),
    job: one((ids: readonly string[]) => jobs.jobsById(db, ids), idOf),
    ingestSource: one((ids: readonly string[]) => ingestSourcesById(db, ids), idOf),
    lastJobOfSource: one((ids: readonly string[]) => jobs.lastJobsOfSources(db, ids), parentOf),
    jobFile: one((ids: readonly number[]) => jobs.jobFilesById(db, ids), idOf),
  };
}

/** What curators made of things, and things by the names that they have or had. */
function curationLoaders(db: DataSource) {
  return {
    /** What curators made of a thing of that kind, by id. */
    curation: withArguments((kind: SubjectKind) =>
      one((ids: readonly string[]) => curation.subjectsById(db, kind, ids), idOf),
    ),
    curationByPath: withArguments((kind: SubjectKind) =>
      one(
        (paths: readonly string[]) => curation.subjectsByPath(db, kind, paths),
        ({ path }) => path,
      ),
    ),
    lastChanges: new DataLoader<curation.SubjectName, curation.ChangeRow[], string>(
      async (names) => {
        const rows = await curation.lastChanges(db, names);
        const found = groupBy(rows, (row) => subjectName({ kind: row.subjectKind, path: row.subjectPath }));
        return names.map((name) => found.get(subjectName(name)) ?? []);
      },
      { cacheKeyFn: subjectName },
    ),

    bulk: one((ids: readonly string[]) => bulksById(db, ids), idOf),
    bulkTakenBack: one((ids: readonly string[]) => takenBackBulks(db, ids), parentOf),
    bulkSubjects: many((ids: readonly string[]) => subjectsOfBulks(db, ids), parentOf),

    /** Of documents and products. */
    formerPaths: many((ids: readonly string[]) => formerPathsOf(db, ids), parentOf),
    statedTitle: one((ids: readonly string[]) => statedTitles(db, ids), parentOf),
    chunkByKey: one((keys: readonly string[]) => chunks.chunksByKey(db, keys), parentOf),
    documentBySlug: new DataLoader<documents.DocumentName, documents.DocumentRow | null, string>(
      async (names) => {
        const rows = await documents.documentsBySlug(db, names);
        const found = new Map(rows.map((row) => [documentName(row), row]));
        return names.map((name) => found.get(documentName(name)) ?? null);
      },
      { cacheKeyFn: documentName },
    ),
  };
}

/** What belongs to vendors, products, versions, documents and jobs. */
function listLoaders(db: DataSource) {
  return {
    productsOfVendor: withArguments((page: Page) =>
      many((ids: readonly string[]) => catalogueLists.productsOfVendors(db, ids, page), parentOf),
    ),
    productCount: count((ids: readonly string[]) => catalogueLists.productCounts(db, ids)),
    versionsOfProduct: many(
      (ids: readonly string[]) => catalogue.versionsOfProducts(db, ids),
      (row) => row.productId,
    ),
    versionsOfPassage: many((ids: readonly number[]) => catalogue.versionsOfPassages(db, ids), parentOf),
    documentsOfVersion: withArguments((wanted: Parameters<typeof documentLists.documentsOfVersions>[2]) =>
      many((ids: readonly string[]) => documentLists.documentsOfVersions(db, ids, wanted), parentOf),
    ),
    documentCount: withArguments((kind: Parameters<typeof documentLists.documentCounts>[2]) =>
      count((ids: readonly string[]) => documentLists.documentCounts(db, ids, kind)),
    ),
    lastIngest: withArguments((holder: Holder) =>
      one((ids: readonly string[]) => lastIngests(db, holder, ids), parentOf),
    ),
    chunkCountOfVersion: count((ids: readonly string[]) => chunkLists.chunkCountsOfVersions(db, ids)),
    filesOfDocument: withArguments((page: Page) =>
      many((ids: readonly string[]) => documents.filesOfDocuments(db, ids, page), parentOf),
    ),
    fileCountOfDocument: count((ids: readonly string[]) => documents.fileCountsOfDocuments(db, ids)),
    pagesOfDocument: withArguments((wanted: Parameters<typeof pages.pagesOfDocuments>[2]) =>
      many((ids: readonly string[]) => pages.pagesOfDocuments(db, ids, wanted), parentOf),
    ),
    pageCountOfDocument: withArguments((quality: Parameters<typeof pages.pageCountsOfDocuments>[2]) =>
      count((ids: readonly string[]) => pages.pageCountsOfDocuments(db, ids, quality)),
    ),
    pagesWithoutTextOfVersion: count((ids: readonly string[]) => pages.pagesWithoutTextOfVersions(db, ids)),
    sectionsOfDocument: withArguments((page: Page) =>
      many(
        (ids: readonly string[]) => sections.sectionsOfDocuments(db, ids, page),
        (row) => row.documentId,
      ),
    ),
    sectionCountOfDocument: count((ids: readonly string[]) => sections.sectionCountsOfDocuments(db, ids)),
    sectionBeside: withArguments((step: 'before' | 'after') =>
      one(
        (ids: readonly number[]) => sections.sectionsBeside(db, ids, step),
        ({ besideId }) => besideId,
      ),
    ),
    sectionByPlace: new DataLoader<sections.SectionPlace, sections.SectionRow | null, string>(
      async (places) => {
        const rows = await sections.sectionsByPlace(db, places);
        const found = new Map(rows.map((row) => [sectionPlace(row), row]));
        return places.map((place) => found.get(sectionPlace(place)) ?? null);
      },
      { cacheKeyFn: sectionPlace },
    ),
    filesOfJob: withArguments((wanted: Parameters<typeof jobs.filesOfJobs>[2]) =>
      many((ids: readonly string[]) => jobs.filesOfJobs(db, ids, wanted), parentOf),
    ),
    fileCountOfJob: withArguments((outcome: Parameters<typeof jobs.fileCountsOfJobs>[2]) =>
      count((ids: readonly string[]) => jobs.fileCountsOfJobs(db, ids, outcome)),
    ),
  };
}

/** Chunks, and what is told of them. */
function chunkLoaders(db: DataSource) {
  return {
    firstChunkOfSection: one((ids: readonly number[]) => sections.firstChunksOfSections(db, ids), parentOf),
    chunksOfDocument: withArguments((page: Page) =>
      many((ids: readonly string[]) => chunkLists.chunksOfDocuments(db, ids, page), parentOf),
    ),
    chunksOfPage: withArguments((page: Page) =>
      many((ids: readonly number[]) => chunkLists.chunksOfPages(db, ids, page), parentOf),
    ),
    chunkCountOfPage: count((ids: readonly number[]) => chunkLists.chunkCountsOfPages(db, ids)),
    chunksOfSection: withArguments((page: Page) =>
      many((ids: readonly number[]) => chunkLists.chunksOfSections(db, ids, page), parentOf),
    ),
    chunkCountOfSection: count((ids: readonly number[]) => chunkLists.chunkCountsOfSections(db, ids)),
    chunkCountOfDocument: count((ids: readonly string[]) => chunkLists.chunkCountsOfDocuments(db, ids)),
    chunkOffset: count((ids: readonly number[]) => chunks.chunkOffsets(db, ids)),
    neighbours: withArguments((wanted: Parameters<typeof chunks.neighboursOf>[2]) =>
      many((ids: readonly number[]) => chunks.neighboursOf(db, ids, wanted), parentOf),
    ),
    occurrences: many(
      (ids: readonly number[]) => occurrencesOf(db, ids),
      (row) => row.passageId,
    ),
    /** Other texts at the place of a chunk. */
    otherTexts: many(
      (ids: readonly number[]) => otherTextsAt(db, ids),
      (row) => row.ofChunkId,
    ),
    /** Stems of all words that were asked for at once, whoever asked. */
    stems: new DataLoader<readonly string[], ReadonlyMap<string, string>>(
      async (lists) => {
        const stems = await stemsOf(db, [...new Set(lists.flat())]);
        return lists.map(() => stems);
      },
      { cache: false },
    ),
  };
}
