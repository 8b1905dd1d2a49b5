/** A section as it is compared: a heading and the text right below it, up to the next heading of any level. */
import type { DocumentKind } from '../store/entities/document-kind.js';
import type { ComparedFile, VersionStructure } from '../store/queries/compared-sections.js';

export interface ComparedSection {
  /** Place in reading order within its version. */
  readonly at: number;
  readonly documentId: string;
  /** Slug of the document. */
  readonly document: string;
  readonly kind: DocumentKind;
  /** Stem of the file. */
  readonly file: string;
  /** Null for what stands before a file's first heading. */
  readonly sectionId: number | null;
  /** Null for what stands before a file's first heading; `title` of the file stands for it. */
  readonly heading: string | null;
  readonly anchor: string | null;
  readonly title: string;
  /** Place of the section around it in the same list. */
  readonly parent: number | null;
  /** Headings from the top of the file to its own. */
  readonly path: readonly string[];
  readonly chunkIds: readonly number[];
  readonly passageIds: readonly number[];
}

type Growing = ComparedSection & { readonly chunkIds: number[]; readonly passageIds: number[] };

/** Every section of a version in reading order, those without a text of their own too. */
export function sectionsOf({ files, sections, chunks }: VersionStructure): ComparedSection[] {
  const fileById = new Map(files.map((file) => [file.id, file]));
  const preambles = preamblesOf(chunks, fileById);
  const ordered: Growing[] = [];
  const bySection = new Map<number, Growing>();
  const add = (section: Omit<ComparedSection, 'at' | 'chunkIds' | 'passageIds'>): Growing => {
    const added = { ...section, at: ordered.length, chunkIds: [], passageIds: [] };
    ordered.push(added);
    return added;
  };
  const opened = new Map<number, Growing>();
  const open = (file: ComparedFile): void => {
    if (opened.has(file.id) || !preambles.has(file.id)) return;
    opened.set(
      file.id,
      add({ ...placeOf(file), sectionId: null, heading: null, anchor: null, parent: null, path: [] }),
    );
  };
  for (const [id, fileId, parentId, heading, anchor] of sections) {
    const file = fileById.get(fileId);
    if (file === undefined) continue;
    open(file);
    const parent = parentId === null ? undefined : bySection.get(parentId);
    const path = [...(parent?.path ?? []), heading];
    bySection.set(id, add({ ...placeOf(file), sectionId: id, heading, anchor, parent: parent?.at ?? null, path }));
  }
  for (const file of files) open(file);
  for (const [id, fileId, sectionId, passageId] of chunks) {
    const section = sectionId === null ? opened.get(fileId) : bySection.get(sectionId);
    section?.chunkIds.push(id);
    section?.passageIds.push(passageId);
  }
  return ordered;
}

function preamblesOf(chunks: VersionStructure['chunks'], files: ReadonlyMap<number, ComparedFile>): Set<number> {
  return new Set(chunks.flatMap(([, fileId, sectionId]) => (sectionId === null && files.has(fileId) ? [fileId] : [])));
}

function placeOf({ stem, title, documentId, document, kind }: ComparedFile) {
  return { documentId, document, kind, file: stem, title };
}
