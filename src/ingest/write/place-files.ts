/** Places of files, their sections and their chunks within a document, which readers page through in this order. */
import type { EntityManager } from 'typeorm';
import { placeStoredFiles } from '../../store/writes/documents.js';
import { extentsOf, shiftPlaces } from '../../store/writes/structure.js';
import type { PreparedDocument } from './prepared-document.js';

/** Where a file's first section and first chunk stand. */
export interface FilePlace {
  readonly section: number;
  readonly chunk: number;
}

/**
 * Moves unchanged files that stand elsewhere, and their sections and chunks.
 * @param fileIds by stem, of all files.
 * @returns the places of the changed files, by stem.
 */
export async function placeFiles(
  manager: EntityManager,
  files: PreparedDocument['files'],
  fileIds: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, FilePlace>> {
  const unchanged = files.flatMap((file) => {
    const fileId = 'unchanged' in file ? fileIds.get(file.unchanged) : undefined;
    return fileId === undefined ? [] : [{ fileId, position: file.position }];
  });
  await placeStoredFiles(manager, unchanged);
  const found = await extentsOf(
    manager,
    unchanged.map(({ fileId }) => fileId),
  );
  const extents = new Map(found.map((extent) => [extent.fileId, extent]));
  const places = new Map<string, FilePlace>();
  const shifts: { fileId: number; sections: number; chunks: number }[] = [];
  let [section, chunk] = [0, 0];
  for (const file of files) {
    if (!('unchanged' in file)) {
      places.set(file.stem, { section, chunk });
      section += file.sections.length;
      chunk += file.passages.length;
      continue;
    }
    const extent = extents.get(fileIds.get(file.unchanged) ?? -1);
    if (extent === undefined) continue;
    const { fileId, firstSection, firstChunk } = extent;
    shifts.push({ fileId, sections: section - (firstSection ?? section), chunks: chunk - (firstChunk ?? chunk) });
    section += extent.sections;
    chunk += extent.chunks;
  }
  await shiftPlaces(
    manager,
    'section',
    shifts.map(({ fileId, sections }) => ({ fileId, by: sections })),
  );
  await shiftPlaces(
    manager,
    'chunk',
    shifts.map(({ fileId, chunks }) => ({ fileId, by: chunks })),
  );
  return places;
}
