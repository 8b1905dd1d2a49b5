/** Brings a document's files into memory and tells by hashes whether anything that it is made from has changed. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import pLimit from 'p-limit';
import { DomainError, FileTooLargeError, FileUnreadableError, messageOf } from '../../errors.js';
import type { FileInclude } from '../../store/writes/documents.js';
import type { JobFileRow } from '../../store/writes/jobs.js';
import { pipelineRevision } from './pipeline-revision.js';
import type { PlannedDocument, PlannedFile } from '../source/plan.js';
import type { SourceFiles } from '../files/source-files.js';

/** What a file may have to be read. */
const mostFileBytes = 512 * 1024 ** 2;
/** Read and hashed at a time, so that no file, however large, keeps others waiting. */
const partBytes = 1024 ** 2;

export interface HashedFile {
  readonly planned: PlannedFile;
  /** Hex. */
  readonly sha256: string;
}

export interface LoadedFile extends HashedFile {
  readonly bytes: Uint8Array;
}

export interface FailedFile {
  readonly planned: PlannedFile;
  readonly failure: FileRow;
}

/** What a job says of one file. */
export type FileRow = Omit<JobFileRow, 'documentId'>;

/** Hashes a file without keeping it. */
export function hashFile(document: PlannedDocument, planned: PlannedFile): Promise<HashedFile | FailedFile> {
  return throughFile(document, planned, () => undefined);
}

export async function loadFile(document: PlannedDocument, planned: PlannedFile): Promise<LoadedFile | FailedFile> {
  const parts: Buffer[] = [];
  const hashed = await throughFile(document, planned, (part) => parts.push(part));
  return 'failure' in hashed ? hashed : { ...hashed, bytes: Buffer.concat(parts) };
}

async function throughFile(
  document: PlannedDocument,
  planned: PlannedFile,
  take: (part: Buffer) => unknown,
): Promise<HashedFile | FailedFile> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const part of createReadStream(planned.absolutePath, { highWaterMark: partBytes })) {
      size += (part as Buffer).length;
      if (size > mostFileBytes) {
        const limit = `The file is larger than ${String(mostFileBytes)} bytes.`;
        throw new FileTooLargeError(limit, { name: planned.name, reason: 'bytes' });
      }
      hash.update(part as Buffer);
      take(part as Buffer);
    }
    return { planned, sha256: hash.digest('hex') };
  } catch (cause) {
    if (cause instanceof DomainError) return failedFile(document, planned, cause);
    const reason = new FileUnreadableError(`The file can't be opened: ${messageOf(cause)}`, {}, { cause });
    return failedFile(document, planned, reason);
  }
}

/** A document may have thousands of files. */
const filesAtOnce = 4;

/** What becomes of a document's files, in their order, a few at once. */
export function eachFile<Result>(
  document: PlannedDocument,
  use: (document: PlannedDocument, file: PlannedFile) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit(filesAtOnce);
  return Promise.all(document.files.map((file) => limit(() => use(document, file))));
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
  files: readonly HashedFile[],
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

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
