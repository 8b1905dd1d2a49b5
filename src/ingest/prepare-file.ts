/** From a file's bytes to the rows that are written of it. */
import { setImmediate } from 'node:timers/promises';
import type { TokenCounter } from '../embedding/embedder.js';
import { createPageCheck } from './check-pages.js';
import { chunkSections, type FilePassage } from './chunk/chunk-file.js';
import type { LoadedFile } from './load-files.js';
import { contextualText, passageHash } from './passage-texts.js';
import type { ReadFile } from './read/page-reader.js';
import { createReadContext } from './read/read-context.js';
import type { ReadFileOf } from './read/read-file.js';
import type { PlannedDocument } from './source/plan.js';
import type { SourceFiles } from './source/source-files.js';
import type { PreparedFile, PreparedPassage } from './write/write-document.js';

/** Chunking gives way to others after this time: a manual of thousands of pages takes seconds. */
const TURN_MS = 20;

export interface FilePreparation {
  readonly source: SourceFiles;
  readonly tokens: TokenCounter;
  readonly readFile: ReadFileOf;
  readonly signal?: AbortSignal;
}

/**
 * @param position of the file in its document.
 * @throws FileUnreadableError and the other errors of `ReadFileOf`, PagesMismatchError
 */
export async function prepareFile(
  document: PlannedDocument,
  file: LoadedFile,
  position: number,
  { source, tokens, readFile, signal }: FilePreparation,
): Promise<{ file: PreparedFile; read: ReadFile }> {
  const { planned } = file;
  const context = createReadContext(source, source.pathOf(planned.absolutePath), signal);
  const read = await readFile(file.bytes, planned.format, planned.name, context);
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
    pages: read.pages.map(({ index, label, text }) => ({ index, label, text })),
    sections: read.sections.map((section) => ({
      depth: section.depth,
      heading: section.heading,
      anchor: section.anchor,
      parent: section.parent,
      pageLabel: section.page === undefined ? null : (read.pages[section.page - 1]?.label ?? null),
    })),
    passages: await toPassages(document, planned.name, read, tokens),
  };
  return { file: prepared, read };
}

async function toPassages(
  document: PlannedDocument,
  name: string,
  read: ReadFile,
  tokens: TokenCounter,
): Promise<PreparedPassage[]> {
  const labelOf = (page: number | undefined): string | null =>
    page === undefined ? null : (read.pages[page - 1]?.label ?? String(page));
  const check = createPageCheck(read, name);
  const prepared = (passage: FilePassage): PreparedPassage => ({
    hash: passageHash(passage.headingPath, passage.text),
    headingPath: passage.headingPath,
    text: passage.text,
    searchText: contextualText(document.product.name, passage.headingPath, passage.text),
    identifiers: passage.identifiers,
    tokens: passage.tokens,
    section: passage.section,
    firstPage: passage.firstPage ?? null,
    firstPageLabel: labelOf(passage.firstPage),
    lastPage: passage.lastPage ?? null,
    lastPageLabel: labelOf(passage.lastPage),
  });
  const passages: PreparedPassage[] = [];
  let since = performance.now();
  const sections = chunkSections(read, {
    countTokens: (text) => tokens.countTokens(text),
    productName: document.product.name,
  });
  for (const section of sections) {
    for (const passage of section) {
      check(passage);
      passages.push(prepared(passage));
    }
    if (performance.now() - since > TURN_MS) {
      await setImmediate();
      since = performance.now();
    }
  }
  return passages;
}
