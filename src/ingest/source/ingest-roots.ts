/**
 * Which places on this disk callers of the API may have ingested: whoever may start an ingest must not be able to read every
 * file of the service by it. The command line may ingest anything; what it was given is allowed from then on.
 */
import { appendFile, mkdir, readFile, realpath } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { codeOf, ForbiddenError } from '../../errors.js';
import type { IngestRequest } from './ingest-request.js';

/** One path a line, in the data folder: whoever can write there is trusted already. */
const rootsFile = 'ingest-roots.txt';

async function rememberedRoots(dataDir: string): Promise<string[]> {
  try {
    return (await readFile(join(dataDir, rootsFile), 'utf8')).split('\n').filter((line) => line !== '');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** Absolute paths of this disk that a request would have read. */
function placesOf({ kind, location, options: { manifest } }: IngestRequest): string[] {
  const [repository = ''] = location.split('#', 1);
  const place = kind === 'SITE' || kind === 'UPLOAD' ? '' : kind === 'GIT' ? repository : location;
  return [place, manifest ?? ''].filter(isAbsolute);
}

/** The command line was given these places. */
export async function rememberRoots(dataDir: string, requests: readonly IngestRequest[]): Promise<void> {
  const known = new Set(await rememberedRoots(dataDir));
  const fresh = [...new Set(requests.flatMap(placesOf))].filter((place) => !known.has(place) && !place.includes('\n'));
  if (fresh.length === 0) return;
  await mkdir(dataDir, { recursive: true });
  await appendFile(join(dataDir, rootsFile), fresh.map((place) => `${place}\n`).join(''));
}

/**
 * @param configured roots of the settings; undefined leaves it to what the command line was given.
 * @throws ForbiddenError for a place that is not below a root. It says the same of places that are not there.
 */
export async function checkRoots(
  request: IngestRequest,
  { dataDir, roots: configured }: { readonly dataDir: string; readonly roots?: readonly string[] },
): Promise<void> {
  const places = placesOf(request);
  if (places.length === 0) return;
  const real = (path: string): Promise<string> => realpath(path).catch(() => path);
  const roots = await Promise.all((configured ?? (await rememberedRoots(dataDir))).map(real));
  for (const place of places) {
    const path = await real(place);
    if (roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep))) continue;
    throw new ForbiddenError(
      `${place} may not be ingested through the API. Ingest it with the command line once, or name a folder above it in INGEST_ROOTS.`,
      { location: place },
    );
  }
}
