/** Writes one document in one transaction: all of it, or nothing. */
import type { DataSource, EntityManager } from 'typeorm';
import type { Store } from '../../store/open-store.js';
import { holdActiveModel } from '../../store/writes/embedding-models.js';
import { insertVectors } from '../../store/writes/vectors.js';
import { groupBy } from '../../group-by.js';
import { retireChunks, saveChunks, storedChunks, type ChunkRow, type StoredChunk } from '../../store/writes/chunks.js';
import { placeMarks } from '../../store/writes/passage-marks.js';
import { countDocuments } from '../../store/writes/document-counts.js';
import { keepTitles } from '../../store/writes/document-titles.js';
import { deleteFiles, saveDocument, saveFiles, storedFiles, type StoredFile } from '../../store/writes/documents.js';
import { deleteOrphans, ensurePassages } from '../../store/writes/passages.js';
import { deleteStructure, type FormerSection, insertPages, insertSections } from '../../store/writes/structure.js';
import { assignOrdinals, successorsOf, type OrdinalAssignment, type Successor } from './chunk-keys.js';
import { placeFiles } from './place-files.js';
import type { PreparedDocument, PreparedFile } from './prepared-document.js';
import { stagePassages, vectorsOf } from './stage-passages.js';
import { vocabularyOf, type VocabularyWriter } from './vocabulary.js';

/** A changed file whose chunks have their ordinals. */
interface NumberedFile extends OrdinalAssignment {
  readonly file: PreparedFile;
  readonly old: readonly StoredChunk[];
}

function numberFiles(
  files: readonly PreparedFile[],
  stored: ReadonlyMap<string, StoredFile>,
  chunks: readonly StoredChunk[],
): NumberedFile[] {
  const byFile = groupBy(chunks, (chunk) => chunk.fileId);
  return files.map((file) => {
    const known = stored.get(file.stem);
    const old = (known && byFile.get(known.id)) ?? [];
    const hashes = file.passages.map((passage) => passage.hash);
    return { file, old, ...assignOrdinals(old, hashes, known?.nextOrdinal ?? 0) };
  });
}

/** Ids that rows below files refer to, or take over. */
interface WrittenIds {
  readonly documentId: string;
  /** By stem. */
  readonly fileIds: ReadonlyMap<string, number>;
  /** By hash. */
  readonly passageIds: ReadonlyMap<string, number>;
  readonly formerSections: readonly FormerSection[];
}

/** Writes everything below the changed files' rows; all files in one statement a table. */
async function writeContents(
  manager: EntityManager,
  document: PreparedDocument,
  numbered: readonly NumberedFile[],
  { documentId, fileIds, passageIds, formerSections }: WrittenIds,
): Promise<void> {
  const places = await placeFiles(manager, document.files, fileIds);
  const placed = numbered.map(({ file, ...numbers }) => {
    const fileId = fileIds.get(file.stem);
    const place = places.get(file.stem);
    if (fileId === undefined || place === undefined) throw new Error(`file ${file.path} vanished while it was written`);
    return { ...numbers, file, fileId, place };
  });
  await insertPages(
    manager,
    placed.flatMap(({ file, fileId }) => file.pages.map((page) => ({ ...page, fileId }))),
  );
  const formerIds = new Map(formerSections.map(({ id, fileId, anchor }) => [`${String(fileId)}#${anchor}`, id]));
  const sectionIds = await insertSections(
    manager,
    documentId,
    placed.flatMap(({ file, fileId, place }) =>
      file.sections.map((section, at) => ({
        ...section,
        id: formerIds.get(`${String(fileId)}#${section.anchor}`) ?? null,
        fileId,
        position: place.section + at,
        parent: section.parent === null ? null : place.section + section.parent,
      })),
    ),
  );
  const keyed = placed.map(({ file, fileId, place, ordinals, ...rest }) => {
    const chunks = file.passages.map((passage, at) => {
      const ordinal = ordinals[at] ?? at;
      const passageId = passageIds.get(passage.hash);
      if (passageId === undefined) throw new Error(`passage ${passage.hash} vanished while ${file.path} was written`);
      return {
        fileId,
        key: `${document.keyPrefix}::${file.stem}::${String(ordinal)}`,
        ordinal,
        passageId,
        sectionId: passage.section === null ? null : (sectionIds.get(place.section + passage.section) ?? null),
        position: place.chunk + at,
        firstPage: passage.firstPage,
        firstPageLabel: passage.firstPageLabel,
        lastPage: passage.lastPage,
        lastPageLabel: passage.lastPageLabel,
      } satisfies ChunkRow;
    });
    const texts = chunks.map(({ key }, at) => ({ key, text: file.passages[at]?.text ?? '' }));
    return { ...rest, chunks, texts };
  });
  await saveChunks(
    manager,
    { versionId: document.facts.versionId, documentId },
    keyed.flatMap(({ chunks }) => chunks),
  );
  await retireChunks(
    manager,
    keyed.flatMap(({ retired, old, texts }) => withSuccessors(retired, successorsOf(retired, old, texts))),
  );
}

function withSuccessors(retired: readonly StoredChunk[], successors: ReadonlyMap<string, Successor | null>) {
  return retired.map(({ id, key }) => ({ id, key, successor: successors.get(key) ?? null }));
}

/** Removes files that the source no longer has; their keys lead to what now holds their text, if the document does. */
async function dropFiles(
  manager: EntityManager,
  dropped: readonly number[],
  chunks: readonly StoredChunk[],
  survivors: readonly number[],
): Promise<void> {
  if (dropped.length === 0) return;
  const current = await storedChunks(manager, survivors);
  const byFile = groupBy(chunks, (chunk) => chunk.fileId);
  const old = dropped.map((fileId) => byFile.get(fileId) ?? []);
  await retireChunks(
    manager,
    old.flatMap((gone) => withSuccessors(gone, successorsOf(gone, gone, current))),
  );
  await deleteFiles(manager, dropped);
}

export interface WrittenDocument {
  readonly documentId: string;
  /** Passages that the product did not hold before. */
  readonly passagesNew: number;
}

/** Another document has got the place since it was found free. */
export class PlaceTakenError extends Error {
  override readonly name = 'PlaceTakenError';
}

export interface WriteParts {
  readonly dataSource: DataSource;
  readonly storeMode: Store['mode'];
  /** The model that the vectors are of. */
  readonly modelId: number;
  readonly vocabulary: VocabularyWriter;
  /** Comes first in the transaction. */
  readonly begin?: (manager: EntityManager) => Promise<void>;
}

/**
 * Running it twice with the same input leaves the same rows.
 * @param book runs last in the same transaction; what it throws undoes the writing.
 * @throws ModelMismatchError when the library's vectors are of another model by now; PlaceTakenError.
 */
export async function writeDocument(
  { dataSource, storeMode, modelId, vocabulary, begin }: WriteParts,
  document: PreparedDocument,
  book: (manager: EntityManager, written: WrittenDocument) => Promise<void>,
): Promise<WrittenDocument> {
  const fresh = document.files.flatMap((file) => ('unchanged' in file ? [] : file.passages));
  await vocabulary.add(
    dataSource,
    document.productId,
    vocabularyOf(fresh.filter(({ hash }) => document.vectors.has(hash))),
  );
  const staged =
    storeMode === 'embedded'
      ? await stagePassages(dataSource, {
          modelId,
          productId: document.productId,
          passages: fresh,
          vectors: document.vectors,
        })
      : { ids: new Map<string, number>(), inserted: 0 };
  return dataSource.transaction(async (manager) => {
    await begin?.(manager);
    await holdActiveModel(manager, modelId);
    const documentId = await saveDocument(manager, document.facts);
    if (documentId === null) throw new PlaceTakenError(document.facts.slug);
    const stored = new Map((await storedFiles(manager, documentId)).map((file) => [file.stem, file]));
    const changed = document.files.filter((file): file is PreparedFile => !('unchanged' in file));
    const { ids: passageIds, inserted } = await ensurePassages(
      manager,
      document.productId,
      changed.flatMap((file) => file.passages),
    );
    const unstaged = [...passageIds].filter(([hash, id]) => staged.ids.get(hash) !== id);
    await insertVectors(manager, modelId, vectorsOf(unstaged, document.vectors));

    const present = new Set(document.files.map((file) => ('unchanged' in file ? file.unchanged : file.stem)));
    const dropped = [...stored.values()].filter((file) => !present.has(file.stem)).map((file) => file.id);
    const rewritten = changed.flatMap((file) => stored.get(file.stem)?.id ?? []);
    const before = await storedChunks(manager, [...rewritten, ...dropped]);
    const numbered = numberFiles(changed, stored, before);
    const fileIds = new Map([...stored].map(([stem, file]) => [stem, file.id]));
    const rows = numbered.map(({ file, nextOrdinal }) => ({ ...file, nextOrdinal }));
    for (const [stem, id] of await saveFiles(manager, documentId, rows)) fileIds.set(stem, id);
    const formerSections = await deleteStructure(manager, rewritten);
    await writeContents(manager, document, numbered, { documentId, fileIds, passageIds, formerSections });
    const survivors = [...present].flatMap((stem) => fileIds.get(stem) ?? []);
    await dropFiles(manager, dropped, before, survivors);
    const retired = numbered.flatMap((file) => file.retired);
    const gone = [...retired, ...before.filter((chunk) => dropped.includes(chunk.fileId))];
    await deleteOrphans(
      manager,
      gone.map((chunk) => chunk.passageId),
    );
    await placeMarks(manager, documentId);
    await countDocuments(manager, [documentId]);
    await keepTitles(manager, [documentId]);
    const written = { documentId, passagesNew: staged.inserted + inserted };
    await book(manager, written);
    return written;
  });
}
