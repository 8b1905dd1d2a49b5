/** From a planned document's files to what one transaction writes: reads, hashes, chunks and embeds what is new. */
import { createHash } from 'node:crypto';
import { readFile as readBytes } from 'node:fs/promises';
import type { EntityManager } from 'typeorm';
import type { TokenCounter } from '../embedding/embedder.js';
import { DomainError, FileUnreadableError, messageOf } from '../errors.js';
import type { FileOutcome } from '../store/entities/job-state.js';
import type { VersionRef } from '../store/writes/catalogue.js';
import { storedFiles, type StoredDocument, type StoredFile } from '../store/writes/documents.js';
import type { JobFileRow } from '../store/writes/jobs.js';
import { embeddedPassages } from '../store/writes/passages.js';
import { chunkFile } from './chunk/chunk-file.js';
import { documentTitle } from './document-title.js';
import type { EmbedOnce } from './embed-once.js';
import { contextualText, passageHash } from './passage-texts.js';
import { pipelineRevision } from './pipeline-revision.js';
import type { ReadFile } from './read/page-reader.js';
import { readFile } from './read/read-file.js';
import type { PlannedDocument, PlannedFile } from './source/plan.js';
import type { PreparedDocument, PreparedFile, PreparedPassage } from './write/write-document.js';

export interface Preparation {
  /** Absent when nothing has to be written. */
  readonly prepared?: PreparedDocument;
  readonly files: readonly Omit<JobFileRow, 'documentId'>[];
  /** Chunks of the files that were read. */
  readonly chunks: number;
}

export interface PreparationParts {
  readonly manager: EntityManager;
  readonly tokens: TokenCounter;
  readonly embedOnce: EmbedOnce;
  readonly signal?: AbortSignal;
}

interface LoadedFile {
  readonly planned: PlannedFile;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

interface FailedFile {
  readonly planned: PlannedFile;
  readonly failure: Omit<JobFileRow, 'documentId'>;
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** `product/version/path`, as jobs name files. */
function reportedPath(document: PlannedDocument, file: PlannedFile): string {
  return `${document.product.slug}/${document.version.slug}/${file.path}`;
}

function failed(document: PlannedDocument, planned: PlannedFile, error: unknown): FailedFile {
  const code = error instanceof DomainError ? error.code : 'FILE_UNREADABLE';
  const row = { path: reportedPath(document, planned), outcome: 'FAILED' as const, reasonCode: code };
  return { planned, failure: { ...row, reason: messageOf(error) } };
}

async function load(document: PlannedDocument, planned: PlannedFile): Promise<LoadedFile | FailedFile> {
  try {
    const bytes = await readBytes(planned.absolutePath);
    return { planned, bytes, sha256: sha256(bytes) };
  } catch (cause) {
    const reason = new FileUnreadableError(`The file can't be opened: ${messageOf(cause)}`, {}, { cause });
    return failed(document, planned, reason);
  }
}

/** Everything that the stored document depends on; equal hashes mean that there is nothing to do. */
function contentHash(document: PlannedDocument, files: readonly LoadedFile[]): string {
  const { slug, titleHint, kind, licence, language, sourceUrl } = document;
  const facts = [document.product.name, slug, titleHint, kind, licence, language, sourceUrl];
  const contents = files.map((file) => [file.planned.path, file.planned.stem, file.sha256]);
  return sha256(JSON.stringify([pipelineRevision, facts, contents]));
}

function toPassages(document: PlannedDocument, read: ReadFile, tokens: TokenCounter): PreparedPassage[] {
  const labelOf = (page: number | undefined): string | null =>
    page === undefined ? null : (read.pages[page - 1]?.label ?? String(page));
  return chunkFile(read, {
    countTokens: (text) => tokens.countTokens(text),
    productName: document.product.name,
  }).map((passage) => ({
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
  }));
}

async function prepareFile(
  document: PlannedDocument,
  file: LoadedFile,
  position: number,
  tokens: TokenCounter,
): Promise<{ file: PreparedFile; read: ReadFile }> {
  const { planned } = file;
  const read = await readFile(file.bytes, planned.format, planned.name);
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
    pages: read.pages.map(({ index, label, text }) => ({ index, label, text })),
    sections: read.sections.map((section) => ({
      depth: section.depth,
      heading: section.heading,
      anchor: section.anchor,
      parent: section.parent,
      pageLabel: section.page === undefined ? null : (read.pages[section.page - 1]?.label ?? null),
    })),
    passages: toPassages(document, read, tokens),
  };
  return { file: prepared, read };
}

/** Passages that are neither embedded in the library nor named twice here: hash → text to embed. */
async function unknownTexts(
  manager: EntityManager,
  productId: string,
  passages: readonly PreparedPassage[],
): Promise<Map<string, string>> {
  const hashes = passages.map((passage) => passage.hash);
  const known = hashes.length === 0 ? new Map() : await embeddedPassages(manager, productId, hashes);
  return new Map(passages.flatMap(({ hash, searchText }) => (known.has(hash) ? [] : [[hash, searchText] as const])));
}

/**
 * @param stored the document as the library holds it, if it does.
 * @param sourceRoot the plan's root.
 */
export async function prepareDocument(
  document: PlannedDocument,
  version: VersionRef,
  stored: StoredDocument | undefined,
  sourceRoot: string,
  parts: PreparationParts,
): Promise<Preparation> {
  const loaded = await Promise.all(document.files.map((file) => load(document, file)));
  const whole = loaded.filter((file): file is LoadedFile => 'bytes' in file);
  const failures = loaded.flatMap((file) => ('failure' in file ? file.failure : []));
  const hash = contentHash(document, whole);
  const outcome = (file: PlannedFile, result: FileOutcome): Omit<JobFileRow, 'documentId'> => ({
    path: reportedPath(document, file),
    outcome: result,
    reasonCode: null,
    reason: null,
  });
  if (stored?.contentHash === hash) {
    const unchanged = whole.map(({ planned }) => outcome(planned, 'UNCHANGED'));
    return { files: [...unchanged, ...failures], chunks: 0 };
  }

  const before = new Map<string, StoredFile>();
  if (stored !== undefined) {
    for (const file of await storedFiles(parts.manager, stored.id)) before.set(file.stem, file);
  }
  const outcomes: Omit<JobFileRow, 'documentId'>[] = [...failures];
  const files: PreparedDocument['files'][number][] = [];
  const reads: ReadFile[] = [];
  const titles: { stem: string; title: string }[] = [];
  for (const [position, file] of loaded.entries()) {
    const { stem } = file.planned;
    const known = before.get(stem);
    const keep = (): void => {
      if (known === undefined) return;
      files.push({ unchanged: stem, position });
      titles.push({ stem, title: known.title });
    };
    if ('failure' in file) {
      keep();
      continue;
    }
    if (known?.sha256 === file.sha256 && stored?.pipeline === pipelineRevision) {
      keep();
      outcomes.push(outcome(file.planned, 'UNCHANGED'));
      continue;
    }
    try {
      const prepared = await prepareFile(document, file, position, parts.tokens);
      files.push(prepared.file);
      reads.push(prepared.read);
      titles.push({ stem, title: prepared.file.title });
      outcomes.push(outcome(file.planned, known === undefined ? 'NEW' : 'CHANGED'));
    } catch (error) {
      keep();
      outcomes.push(failed(document, file.planned, error).failure);
    }
  }
  // A document with a failed file is not finished: its hash differs from the finished one's.
  const broken = outcomes.some(({ outcome: result }) => result === 'FAILED');
  const writtenHash = broken ? sha256(`${hash} unfinished`) : hash;
  if (files.length === 0 || stored?.contentHash === writtenHash) {
    return { files: outcomes, chunks: 0 };
  }

  const passages = files.flatMap((file) => ('unchanged' in file ? [] : file.passages));
  const texts = await unknownTexts(parts.manager, version.productId, passages);
  const vectors = texts.size === 0 ? new Map<string, Float32Array>() : await parts.embedOnce.embed(texts, parts.signal);
  return {
    prepared: {
      facts: {
        versionId: version.versionId,
        slug: document.slug,
        title: documentTitle(document, titles),
        kind: document.kind ?? 'OTHER',
        language: document.language ?? reads.find((read) => read.language !== undefined)?.language ?? null,
        licence: document.licence ?? null,
        sourceRoot,
        sourceUrl: document.sourceUrl ?? null,
        contentHash: writtenHash,
        extracted: { pipeline: pipelineRevision, frontMatter: reads.length === 1 ? reads[0]?.frontMatter : undefined },
      },
      productId: version.productId,
      keyPrefix: `${document.product.slug}::${document.version.slug}::${document.slug}`,
      files,
      vectors,
    },
    files: outcomes,
    chunks: passages.length,
  };
}
