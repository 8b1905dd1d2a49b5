/** Brings a document's files into memory and tells by hashes whether anything that it is made from has changed. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DomainError, FileUnreadableError, messageOf } from '../../errors.js';
import type { FileInclude } from '../../store/writes/documents.js';
import type { JobFileRow } from '../../store/writes/jobs.js';
import { pipelineRevision } from './pipeline-revision.js';
import type { PlannedDocument, PlannedFile } from '../source/plan.js';
import type { SourceFiles } from '../files/source-files.js';

export interface LoadedFile {
  readonly planned: PlannedFile;
  readonly bytes: Uint8Array;
  /** Hex. */
  readonly sha256: string;
}

export interface FailedFile {
  readonly planned: PlannedFile;
  readonly failure: FileRow;
}

/** What a job says of one file. */
export type FileRow = Omit<JobFileRow, 'documentId'>;

export async function loadFile(document: PlannedDocument, planned: PlannedFile): Promise<LoadedFile | FailedFile> {
  try {
    const bytes = await readFile(planned.absolutePath);
    return { planned, bytes, sha256: sha256(bytes) };
  } catch (cause) {
    const reason = new FileUnreadableError(`The file can't be opened: ${messageOf(cause)}`, {}, { cause });
    return failedFile(document, planned, reason);
  }
}

export function failedFile(document: PlannedDocument, planned: PlannedFile, error: unknown): FailedFile {
  const code = error instanceof DomainError ? error.code : 'FILE_UNREADABLE';
  const row = { path: reportedPath(document, planned), outcome: 'FAILED' as const, reasonCode: code };
  const pagesWithoutText =
    code === 'FILE_WITHOUT_TEXT' && error instanceof DomainError ? Number(error.details['withoutText'] ?? 0) : 0;
  return { planned, failure: { ...row, reason: messageOf(error), pagesWithoutText } };
}

/** `product/version/path`, as jobs name files. */
export function reportedPath(document: PlannedDocument, file: PlannedFile): string {
  return `${document.product.slug}/${document.version.slug}/${file.path}`;
}

/** @param path of a file that the library holds, relative to the version's folder. */
export function goneFile({ product, version }: PlannedDocument, path: string): FileRow {
  const reported = `${product.slug}/${version.slug}/${path}`;
  return { path: reported, outcome: 'ARCHIVED', reasonCode: null, reason: 'The source no longer has it.' };
}

/** Everything that the stored document depends on; equal hashes mean that there is nothing to do. */
export function contentHash(
  document: PlannedDocument,
  files: readonly LoadedFile[],
  includes: readonly FileInclude[],
): string {
  const { slug, titleHint, kind, licence, language, sourceUrl } = document;
  const facts = [document.product.name, slug, titleHint, kind, licence, language, sourceUrl];
  const contents = files.map((file) => [file.planned.path, file.planned.stem, file.sha256]);
  const others = new Map(includes.map(({ path, sha256: hash }) => [path, hash]));
  return sha256(JSON.stringify([pipelineRevision, facts, contents, [...others].sort(([a], [b]) => (a < b ? -1 : 1))]));
}

/** A document with a failed file is not finished: its hash differs from the finished one's. */
export function unfinishedHash(hash: string): string {
  return sha256(`${hash} unfinished`);
}

/** The same paths with the hashes that they have now. */
export async function currentIncludes(files: SourceFiles, paths: readonly string[]): Promise<FileInclude[]> {
  return Promise.all(paths.map(async (path) => ({ path, sha256: await files.hash(path) })));
}

/** True when none of the other files that a file was made with has changed, appeared or gone. */
export async function sameIncludes(files: SourceFiles, includes: readonly FileInclude[]): Promise<boolean> {
  for (const { path, sha256: before } of includes) if ((await files.hash(path)) !== before) return false;
  return true;
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
