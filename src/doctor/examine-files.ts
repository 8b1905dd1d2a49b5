/** Examines the files that the data folder keeps for ingests: what was sent, unpacked, fetched or checked out. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { codeOf } from '../errors.js';
import { sourceHome } from '../ingest/source/source-home.js';
import { uploadPath } from '../ingest/source/upload/upload-store.js';
import { keptSources, markOriginals, waitingUploads, type KeptSource } from '../store/queries/kept-files.js';
import type { Finding } from './finding.js';

/** What is younger may belong to an ingest that is only just beginning. Milliseconds. */
const settledAfterMs = 24 * 60 * 60 * 1_000;
/** Names in a finding; more are counted. */
const namesShown = 5;

export interface DataFolder {
  readonly dataDir: string;
  /** Uploads of other groups are on other machines. */
  readonly workerGroup: string;
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).map((name) => join(folder, name));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function isSettled(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > settledAfterMs;
}

function listed(names: readonly string[]): string {
  const more = names.length - namesShown;
  return names.slice(0, namesShown).join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}

/** Files and folders that no ingest source and no waiting upload refers to. */
async function examineStray(
  sources: readonly KeptSource[],
  waiting: readonly string[],
  { dataDir }: DataFolder,
  repair: boolean,
): Promise<Finding> {
  const known = new Set(sources.map(({ kind, location }) => sourceHome(dataDir, kind, location)));
  for (const { kind, location } of sources) if (kind === 'UPLOAD') known.add(uploadPath(dataDir, location));
  for (const id of waiting) {
    known.add(join(dataDir, 'uploads', `.${id}`));
    known.add(join(dataDir, 'uploads', `.${id}.part`));
  }
  const held = [...(await entriesOf(join(dataDir, 'uploads'))), ...(await entriesOf(join(dataDir, 'sources')))];
  const stray: string[] = [];
  for (const path of held) if (!known.has(path) && (await isSettled(path))) stray.push(path);
  if (stray.length === 0) {
    return { check: 'files', state: 'OK', detail: 'Every file in the data folder belongs to an ingest source.' };
  }
  const figures = { stray };
  const found = `${String(stray.length)} files or folders belong to no ingest source (${listed(stray)})`;
  if (!repair) return { check: 'files', state: 'WARNING', detail: `${found}; --repair removes them.`, figures };
  for (const path of stray) await rm(path, { recursive: true, force: true });
  return { check: 'files', state: 'REPAIRED', detail: `${found} and were removed.`, figures };
}

/** Documents whose original was sent to the service and is gone: they can be read by people, but not anew by an ingest. */
async function examineOriginals(
  dataSource: DataSource,
  sources: readonly KeptSource[],
  { dataDir, workerGroup }: DataFolder,
  repair: boolean,
): Promise<Finding> {
  const sent = sources.filter((source) => source.kind === 'UPLOAD' && source.workerGroup === workerGroup);
  const lost: KeptSource[] = [];
  const there: string[] = [];
  for (const source of sent) {
    if (await exists(uploadPath(dataDir, source.location))) there.push(source.location);
    else if (source.documents > 0) lost.push(source);
  }
  const names = lost.map(({ location }) => location);
  if (repair) await markOriginals(dataSource, { lost: names, there });
  if (lost.length === 0) return { check: 'originals', state: 'OK', detail: 'Every file that was sent is there.' };
  const documents = lost.reduce((sum, source) => sum + source.documents, 0);
  return {
    check: 'originals',
    state: 'WARNING',
    detail:
      `The originals of ${String(documents)} documents are gone from the data folder (${listed(names)}). ` +
      `They are found as before, but can't be read anew: send them again.${repair ? ' Their files say so now.' : ' --repair marks their files.'}`,
    figures: { documents, lost: names },
  };
}

export async function examineFiles(dataSource: DataSource, folder: DataFolder, repair: boolean): Promise<Finding[]> {
  // In this order: what arrives in between is known as waiting, or as a source, or too young to be looked at.
  const waiting = await waitingUploads(dataSource);
  const sources = await keptSources(dataSource);
  return [
    await examineStray(sources, waiting, folder, repair),
    await examineOriginals(dataSource, sources, folder, repair),
  ];
}
