/** From a request to a plan: brings the source's files into a folder and finds out what they are. */
import { realpath } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { BadInputError, NotFoundError } from '../../errors.js';
import { openArchive } from './archive/open-archive.js';
import { checkOutGit, parseGitLocation } from './git-checkout.js';
import { withoutIncludedPartials } from './included-partials.js';
import type { IngestOptions, IngestRequest } from './ingest-request.js';
import { planInstalledPackages } from './installed-packages.js';
import type { PlanProblem, SourcePlan } from './plan.js';
import { planSource } from './plan-source.js';
import { crawlSite, parseSiteLocation } from './site/crawl-site.js';
import type { SiteLimits } from './site/page-fetcher.js';
import { sourceHome } from './source-home.js';
import { withUniqueKeys } from './unique-keys.js';
import { adoptUpload, uploadPath } from './upload/upload-store.js';

/** What sources other than folders need. */
export interface SourceParts {
  /** Absolute path of the data folder: unpacked archives, pages and checkouts are kept there. */
  readonly dataDir: string;
  /** Places on this disk that callers of the API may have ingested; undefined: those that the command line was given. */
  readonly roots?: readonly string[];
  /** Crawls and git may reach private addresses. */
  readonly allowPrivate: boolean;
  readonly siteLimits?: SiteLimits;
  /** Folder with an upload that is only looked at, and place for what is in it. */
  readonly lookedAt?: string;
}

/**
 * The request with the location that names the source from now on: two spellings of one place are one source.
 * @throws NotFoundError if there is nothing at the location, BadInputError if it can't be one.
 */
export async function locate(request: IngestRequest): Promise<IngestRequest> {
  const { kind, location } = request;
  switch (kind) {
    case 'SITE':
      return { ...request, location: parseSiteLocation(location).href };
    case 'GIT':
      parseGitLocation(location);
      return { ...request, location: location.replace(/^git\+/, '') };
    case 'UPLOAD':
      return request;
    default:
      return { ...request, location: await existing(location) };
  }
}

/**
 * No two documents of the plan have the same key.
 * @throws NotFoundError, ManifestError, BadInputError, ArchiveRefusedError, SourceUnavailableError
 */
export async function openSource(
  request: IngestRequest,
  parts: SourceParts,
  signal?: AbortSignal,
): Promise<SourcePlan> {
  return withUniqueKeys(await planOf(request, parts, signal));
}

async function planOf(
  { kind, location, options, upload }: IngestRequest,
  { dataDir, allowPrivate, siteLimits, lookedAt }: SourceParts,
  signal?: AbortSignal,
): Promise<SourcePlan> {
  const home = sourceHome(dataDir, kind, location);
  const stop = signal === undefined ? {} : { signal };
  switch (kind) {
    case 'FOLDER':
      return planSource(location, options, basename(location)).then(withoutIncludedPartials);
    case 'PACKAGES':
      return planInstalledPackages(location);
    case 'ARCHIVE':
    case 'UPLOAD': {
      if (upload !== undefined && lookedAt === undefined) await adoptUpload(dataDir, upload, location);
      const archive = kind === 'UPLOAD' ? uploadedAt(location, dataDir, lookedAt) : location;
      if (kind === 'UPLOAD' && !isArchive(archive)) return planHeld({ folder: archive, location }, options);
      const { folder, problems } = await openArchive(archive, lookedAt ?? home, {
        ...stop,
        unwraps: options.version !== undefined,
      });
      return planHeld({ folder, location, problems, name: nameOf(location) }, options);
    }
    case 'GIT': {
      const folder = await checkOutGit(location, home, { ...stop, allowPrivate });
      return planHeld({ folder, location, name: nameOf(location) }, options);
    }
    case 'SITE': {
      if (options.product === undefined) {
        throw new BadInputError(`Name the product that ${location} documents, and best its vendor and version too.`, {
          location,
        });
      }
      const crawled = await crawlSite(location, home, {
        allowPrivate,
        ...(siteLimits !== undefined && { limits: siteLimits }),
        ...(options.maxPages !== undefined && { maxPages: options.maxPages }),
        ...stop,
      });
      const named = { ...options, version: options.version ?? 'unversioned' };
      const plan = await planHeld({ folder: crawled.folder, location, problems: crawled.problems }, named);
      return { ...withAddresses(plan, crawled.addresses, location), warnings: [...plan.warnings, ...crawled.warnings] };
    }
  }
}

function uploadedAt(location: string, dataDir: string, lookedAt: string | undefined): string {
  return lookedAt === undefined ? uploadPath(dataDir, location) : join(lookedAt, location);
}

/** Files that are kept in the data folder. */
interface HeldFiles {
  readonly folder: string;
  /** Names the source, which that folder does not. */
  readonly location: string;
  readonly problems?: readonly PlanProblem[];
  /** What they are called together, where a manifest may describe them. */
  readonly name?: string;
}

async function planHeld(
  { folder, location, problems = [], name }: HeldFiles,
  options: IngestOptions,
): Promise<SourcePlan> {
  const plan = await withoutIncludedPartials(await planSource(folder, options, name));
  const root = options.manifest === undefined ? location : plan.root;
  return { ...plan, root, problems: [...problems, ...plan.problems] };
}

/** `/manuals/pump.tar.gz` and `https://git.example.com/acme/pump.git#main` are called "pump". */
function nameOf(location: string): string {
  return posix.basename(location.replace(/#.*$/, '')).replace(/\.(zip|tar|tgz|tar\.gz|git)$/i, '');
}

/** A document of one page has the page's address, others that of their folder. */
function withAddresses(plan: SourcePlan, addresses: ReadonlyMap<string, string>, start: string): SourcePlan {
  const documents = plan.documents.map((document) => {
    const pages = document.files.flatMap(({ path }) => addresses.get(path) ?? []);
    const [first] = pages;
    const sourceUrl =
      document.sourceUrl ?? (pages.length > 1 ? new URL(posix.dirname('.'), first).href : (first ?? start));
    return { ...document, sourceUrl };
  });
  return { ...plan, documents };
}

function isArchive(path: string): boolean {
  return /\.(zip|tar|tgz|gz)$/i.test(path);
}

async function existing(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw new NotFoundError(`${path} does not exist or can't be opened`, { path }, { cause });
  }
}
