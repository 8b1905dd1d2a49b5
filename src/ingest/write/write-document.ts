/** Writes one document in one transaction: all of it, or nothing. */
import type { DataSource, EntityManager } from 'typeorm';
import { holdActiveModel } from '../../store/writes/embedding-models.js';
import { insertVectors } from '../../store/writes/vectors.js';
import {
  retireChunks,
  saveChunks,
  shiftChunks,
  storedChunks,
  type ChunkRow,
  type StoredChunk,
} from '../../store/writes/chunks.js';
import {
  countPages,
  deleteFiles,
  saveDocument,
  saveFile,
  storedFiles,
  type DocumentFacts,
  type FileFacts,
  type StoredFile,
} from '../../store/writes/documents.js';
import { deleteOrphans, ensurePassages, type NewPassage } from '../../store/writes/passages.js';
import {
  replacePages,
  replaceSections,
  shiftSections,
  type PageRow,
  type SectionRow,
} from '../../store/writes/structure.js';
import { assignOrdinals, successorsOf } from './chunk-keys.js';

export interface PageSpan {
  readonly firstPage: number | null;
  readonly firstPageLabel: string | null;
  readonly lastPage: number | null;
  readonly lastPageLabel: string | null;
}

export interface PreparedPassage extends NewPassage, PageSpan {
  /** Place of its section in the file's `sections`; null before the first heading. */
  readonly section: number | null;
}

export interface PreparedFile extends FileFacts {
  readonly pages: readonly PageRow[];
  readonly sections: readonly SectionRow[];
  readonly passages: readonly PreparedPassage[];
}

export interface PreparedDocument {
  readonly facts: DocumentFacts;
  readonly productId: string;
  /** `product::version::document`, the beginning of the chunk keys. */
  readonly keyPrefix: string;
  /** Every file of the document in reading order; `unchanged` ones are kept as they are stored. */
  readonly files: readonly (PreparedFile | { readonly unchanged: string; readonly position: number })[];
  /** By passage hash; passages that the library holds already have none. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
}

/** Running places within the document while its files are written one after the other. */
interface Cursor {
  section: number;
  chunk: number;
}

async function writeFile(
  manager: EntityManager,
  document: PreparedDocument,
  documentId: string,
  file: PreparedFile,
  stored: StoredFile | undefined,
  passageIds: ReadonlyMap<string, number>,
  cursor: Cursor,
): Promise<number[]> {
  const old = stored === undefined ? [] : await storedChunks(manager, stored.id);
  const { ordinals, nextOrdinal, retired } = assignOrdinals(
    old,
    file.passages.map((passage) => passage.hash),
    stored?.nextOrdinal ?? 0,
  );
  const fileId = await saveFile(manager, documentId, file, nextOrdinal);
  await replacePages(manager, fileId, file.pages);
  const sectionIds = await replaceSections(manager, documentId, fileId, cursor.section, file.sections);
  const keyed = file.passages.map((passage, at) => {
    const ordinal = ordinals[at] ?? at;
    return { ...passage, ordinal, key: `${document.keyPrefix}::${file.stem}::${String(ordinal)}` };
  });
  const rows = keyed.map((passage, at): ChunkRow => {
    const passageId = passageIds.get(passage.hash);
    if (passageId === undefined) throw new Error(`passage ${passage.hash} vanished while ${file.path} was written`);
    return {
      key: passage.key,
      ordinal: passage.ordinal,
      passageId,
      sectionId: passage.section === null ? null : (sectionIds[passage.section] ?? null),
      position: cursor.chunk + at,
      firstPage: passage.firstPage,
      firstPageLabel: passage.firstPageLabel,
      lastPage: passage.lastPage,
      lastPageLabel: passage.lastPageLabel,
    };
  });
  await saveChunks(manager, { versionId: document.facts.versionId, documentId, fileId }, rows);
  const successors = successorsOf(retired, old, keyed);
  await retireChunks(
    manager,
    retired.map(({ id, key }) => ({ id, key, successorKey: successors.get(key) ?? null })),
  );
  cursor.section += sectionIds.length;
  cursor.chunk += rows.length;
  return retired.map((chunk) => chunk.passageId);
}

/** Removes files that the source no longer has; their keys lead to what now holds their text, if the document does. */
async function dropFiles(manager: EntityManager, dropped: readonly StoredFile[], survivors: readonly number[]) {
  const passageIds: number[] = [];
  const current: StoredChunk[] = [];
  for (const fileId of survivors) current.push(...(await storedChunks(manager, fileId)));
  for (const file of dropped) {
    const old = await storedChunks(manager, file.id);
    const successors = successorsOf(old, old, current);
    await retireChunks(
      manager,
      old.map(({ id, key }) => ({ id, key, successorKey: successors.get(key) ?? null })),
    );
    passageIds.push(...old.map((chunk) => chunk.passageId));
  }
  await deleteFiles(
    manager,
    dropped.map((file) => file.id),
  );
  return passageIds;
}

export interface WrittenDocument {
  readonly documentId: string;
  /** Passages that the product did not hold before. */
  readonly passagesNew: number;
}

/**
 * Running it twice with the same input leaves the same rows.
 * @param modelId the model that the vectors are of.
 * @param book runs last in the same transaction; what it throws undoes the writing.
 * @throws ModelMismatchError when the library's vectors are of another model by now.
 */
export async function writeDocument(
  dataSource: DataSource,
  modelId: number,
  document: PreparedDocument,
  book: (manager: EntityManager, written: WrittenDocument) => Promise<void>,
): Promise<WrittenDocument> {
  return dataSource.transaction(async (manager) => {
    await holdActiveModel(manager, modelId);
    const documentId = await saveDocument(manager, document.facts);
    const stored = new Map((await storedFiles(manager, documentId)).map((file) => [file.stem, file]));
    const changed = document.files.filter((file): file is PreparedFile => !('unchanged' in file));
    const { ids: passageIds, inserted } = await ensurePassages(
      manager,
      document.productId,
      changed.flatMap((file) => file.passages),
    );
    await insertVectors(
      manager,
      modelId,
      [...document.vectors].flatMap(([hash, vector]) => {
        const passageId = passageIds.get(hash);
        return passageId === undefined ? [] : [{ passageId, vector }];
      }),
    );

    const cursor: Cursor = { section: 0, chunk: 0 };
    const orphans: number[] = [];
    const present = new Set<string>();
    for (const file of document.files) {
      const stem = 'unchanged' in file ? file.unchanged : file.stem;
      present.add(stem);
      const known = stored.get(stem);
      if ('unchanged' in file) {
        if (known === undefined) continue;
        cursor.section += await shiftSections(manager, known.id, cursor.section);
        cursor.chunk += await shiftChunks(manager, known.id, cursor.chunk);
      } else {
        orphans.push(...(await writeFile(manager, document, documentId, file, known, passageIds, cursor)));
      }
    }
    const dropped = [...stored.values()].filter((file) => !present.has(file.stem));
    if (dropped.length > 0) {
      const survivors = (await storedFiles(manager, documentId)).filter((file) => present.has(file.stem));
      orphans.push(
        ...(await dropFiles(
          manager,
          dropped,
          survivors.map((file) => file.id),
        )),
      );
    }
    await deleteOrphans(manager, orphans);
    await countPages(manager, documentId);
    const written = { documentId, passagesNew: inserted };
    await book(manager, written);
    return written;
  });
}
