/** From a file's bytes to the rows that are written of it. */
import type { LoadedFile } from '../survey/load-files.js';
import type { ReadPool } from './read-pool.js';
import type { ReadFile } from '../read/page-reader.js';
import type { PlannedDocument } from '../source/plan.js';
import type { SourceFiles } from '../files/source-files.js';
import type { PreparedFile } from '../write/prepared-document.js';

export interface FilePreparation {
  readonly source: SourceFiles;
  readonly readPool: Pick<ReadPool, 'read'>;
  readonly signal?: AbortSignal;
}

/**
 * @param position of the file in its document.
 * @throws the errors of `ReadPool.read`
 */
export async function prepareFile(
  document: PlannedDocument,
  file: LoadedFile,
  position: number,
  { source, readPool, signal }: FilePreparation,
): Promise<{ file: PreparedFile; read: ReadFile }> {
  const { planned } = file;
  const { file: read, passages } = await readPool.read(
    {
      source: { folder: source.folder, root: source.root, run: source.run },
      path: source.pathOf(planned.absolutePath),
      name: planned.name,
      format: planned.format,
      productName: document.product.name,
      content: file.bytes,
    },
    signal,
  );
  const prepared: PreparedFile = {
    position,
    path: planned.path,
    name: planned.name,
    stem: planned.stem,
    title: read.title,
    format: planned.format,
    bytes: planned.bytes,
    sha256: file.sha256,
    warnings: read.warnings,
    includes: read.includes ?? [],
    stated: {
      ...(read.language !== undefined && { language: read.language }),
      ...(read.kind !== undefined && { kind: read.kind }),
      ...(read.releasedOn !== undefined && { releasedOn: read.releasedOn }),
      ...(read.versions !== undefined && { versions: read.versions }),
    },
    pages: read.pages.map(({ index, label, text, quality = text === '' ? 'BLANK' : 'TEXT' }) => {
      return { index, label, text, quality };
    }),
    sections: read.sections.map((section) => ({
      depth: section.depth,
      heading: section.heading,
      anchor: section.anchor,
      parent: section.parent,
      pageLabel: section.page === undefined ? null : (read.pages[section.page - 1]?.label ?? null),
    })),
    passages,
  };
  return { file: prepared, read };
}
