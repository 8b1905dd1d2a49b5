/** Plans what an ingest reads: decides whether a path is a manifest, a listing, a laid-out folder or one file. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import { BadInputError, NotFoundError } from '../../errors.js';
import { draftManifest } from './draft-manifest.js';
import { siteVersionOf, unreleasedOf, type SiteVersion } from './docusaurus-layout.js';
import { formatOf } from '../files/file-format.js';
import type { IngestOptions } from './ingest-request.js';
import { mostManifestText } from './manifest-schema.js';
import type { PlannedExpectation, PlanProblem, SourcePlan } from './plan.js';
import { planDocuments, type VersionFolder } from './plan-documents.js';
import {
  foldersOfManifest,
  readManifest,
  UNASSIGNED_VENDOR,
  UNVERSIONED,
  vendorOf,
  type GivenManifest,
} from './plan-manifest.js';
import { humanised, slugOf } from '../../slug.js';
import { walkFiles, type FoundFile } from './walk-files.js';

const MANIFEST_NAMES = ['library.yaml', 'library.yml', 'library.json'];

/**
 * Three ways, in this order: a manifest (given as a text, or PATH is one, holds one, or `manifest` names one), one file, or folders
 * laid out as `product/version/document/file`, but for those right below that hold a manifest of their own. Reads names and sizes only.
 * @param name what the place is called: a manifest is drafted with it where there is none.
 * @throws NotFoundError if the path does not exist, ManifestError, BadInputError if a single file's product is not named.
 */
export async function planSource(path: string, options: IngestOptions = {}, name?: string): Promise<SourcePlan> {
  const absolute = await existing(path);
  const isFile = (await stat(absolute)).isFile();
  if (options.manifestText !== undefined) return planByText(absolute, isFile, options.manifestText);
  const manifest = await manifestOf(absolute, isFile, options);
  if (manifest !== undefined) {
    const folder = isFile ? dirname(absolute) : absolute;
    return plannedBy(await readManifest(manifest), folder, { root: rootOf(manifest, folder), manifests: [manifest] });
  }
  const inner = isFile ? new Map<string, string>() : await innerManifests(absolute);
  const described: VersionFolder[] = [];
  const expectations: PlannedExpectation[] = [];
  for (const [folder, file] of inner) {
    const stated = await foldersOfManifest(await readManifest(file), join(absolute, folder));
    expectations.push(...stated.expectations);
    described.push(...stated.folders.map((each) => ({ ...each, place: posix.join(folder, each.place) })));
  }
  const { folders: laid, problems } = isFile
    ? await folderOfFile(absolute, options)
    : await foldersOfLayout(absolute, options, inner);
  const folders = [...described, ...laid];
  const planned = planDocuments(folders);
  const draft = isFile || inner.size > 0 || name === undefined ? undefined : draftManifest(laid, name);
  return {
    root: absolute,
    folder: absolute,
    documents: planned.documents,
    expectations,
    problems: [...problems, ...planned.problems],
    warnings: [
      ...[...inner].map(([folder, file]) => `${folder} was read as its own ${basename(file)} says.`),
      ...warningsOf(folders),
    ],
    ...(draft !== undefined && { manifest: { text: draft, isDraft: true } }),
  };
}

/** By a manifest that came without a file: in place of those that stand at the root. */
async function planByText(root: string, isFile: boolean, text: string): Promise<SourcePlan> {
  if (isFile) {
    throw new BadInputError('A manifest describes a folder or an archive; name the product of a single file.', {
      field: 'manifestText',
    });
  }
  const manifests = MANIFEST_NAMES.map((name) => join(root, name));
  return plannedBy({ file: 'library.yaml', text }, root, { root, manifests });
}

interface ManifestRoot {
  /** Names the source. */
  readonly root: string;
  readonly manifests: readonly string[];
}

async function plannedBy(given: GivenManifest, folder: string, { root, manifests }: ManifestRoot): Promise<SourcePlan> {
  const { folders, expectations } = await foldersOfManifest(given, folder, manifests);
  const planned: SourcePlan = { root, folder, ...planDocuments(folders), expectations, warnings: warningsOf(folders) };
  return given.text.length > mostManifestText
    ? planned
    : { ...planned, manifest: { text: given.text, isDraft: false } };
}

async function existing(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw new NotFoundError(`${path} does not exist or can't be opened`, { path }, { cause });
  }
}

/** Every manifest is a source of its own; the one that a folder holds is that of the folder. */
function rootOf(manifest: string, folder: string): string {
  return dirname(manifest) === folder && MANIFEST_NAMES.includes(basename(manifest)) ? folder : manifest;
}

async function manifestOf(path: string, isFile: boolean, options: IngestOptions): Promise<string | undefined> {
  if (options.manifest !== undefined) return existing(options.manifest);
  if (isFile) return MANIFEST_NAMES.includes(basename(path)) || path.endsWith('.json') ? path : undefined;
  return manifestIn(path);
}

async function manifestIn(folder: string): Promise<string | undefined> {
  for (const name of MANIFEST_NAMES) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found?.isFile() === true) return join(folder, name);
  }
  return undefined;
}

/** Folders right below, by name, that say themselves whose documentation they hold. */
async function innerManifests(root: string): Promise<ReadonlyMap<string, string>> {
  const manifests = new Map<string, string>();
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const manifest = await manifestIn(join(root, entry.name));
    if (manifest !== undefined) manifests.set(entry.name, manifest);
  }
  return manifests;
}

async function folderOfFile(path: string, options: IngestOptions): Promise<Laid> {
  if (options.product === undefined) {
    throw new BadInputError(`${path} is a single file: name its product, and best its vendor and version too`, {
      path,
    });
  }
  const files = [{ absolutePath: path, path: basename(path), bytes: (await stat(path)).size }];
  return {
    folders: [versionFolder(options, { product: options.product, version: options.version, place: '', files })],
    problems: [],
  };
}

interface Laid {
  readonly folders: VersionFolder[];
  readonly problems: PlanProblem[];
}

/** @param described folders right below that are read otherwise. */
async function foldersOfLayout(
  root: string,
  options: IngestOptions,
  described: ReadonlyMap<string, string>,
): Promise<Laid> {
  const depth = [options.product, options.version].filter((name) => name === undefined).length;
  const folders = new Map<string, { site: SiteVersion | undefined; files: FoundFile[] }>();
  const shallow: PlanProblem[] = [];
  const walked = await walkFiles(root);
  const found = described.size === 0 ? walked : walked.filter(({ path }) => !described.has(path.split('/')[0] ?? ''));
  const siteVersion = options.version === undefined ? siteVersions(found) : (): undefined => undefined;
  for (const file of found) {
    const parts = file.path.split('/');
    const site = siteVersion(parts);
    const placeDepth = site?.depth ?? depth;
    if (parts.length <= placeDepth) {
      if ((file.format ?? formatOf(file.path)) === undefined) continue;
      const reason = 'is not in a folder product/version: name product and version, or write a library.yaml';
      shallow.push({ path: file.path, code: 'BAD_INPUT', reason });
      continue;
    }
    const place = parts.slice(0, placeDepth).join('/');
    const files = folders.get(place)?.files ?? [];
    files.push({ ...file, path: parts.slice(placeDepth).join('/') });
    folders.set(place, { site, files });
  }
  return {
    folders: [...folders].map(([place, { site, files }]) => {
      if (site !== undefined) {
        const product = options.product ?? site.instance ?? basename(root);
        const laid = versionFolder(options, { product, version: site.label, place, files });
        return site.preview ? { ...laid, version: { ...laid.version, preview: true } } : laid;
      }
      const names = place.split('/').filter((name) => name !== '');
      const product = options.product ?? names.shift() ?? basename(root);
      return versionFolder(options, { product, version: options.version ?? names.shift(), place, files });
    }),
    problems: shallow,
  };
}

/** Tells the versions of a Docusaurus site; nothing does where there are none. */
function siteVersions(files: readonly FoundFile[]): (parts: readonly string[]) => SiteVersion | undefined {
  const isSite = files.some(({ path }) => siteVersionOf(path.split('/')) !== undefined);
  return (parts) => (isSite ? (siteVersionOf(parts) ?? unreleasedOf(parts)) : undefined);
}

/** A folder by the names that its place gives it. */
interface NamedFolder {
  readonly product: string;
  readonly version: string | undefined;
  readonly place: string;
  readonly files: readonly FoundFile[];
}

function versionFolder(options: IngestOptions, { product, version, place, files }: NamedFolder): VersionFolder {
  return {
    vendor: vendorOf(options.vendor),
    product: { slug: slugOf(product), name: options.product ?? humanised(product) },
    version: version === undefined ? UNVERSIONED : { slug: slugOf(version), label: version },
    ...(options.document !== undefined && { document: options.document }),
    ...(options.kind !== undefined && { kind: options.kind }),
    ...(options.licence !== undefined && { licence: options.licence }),
    ...(options.language !== undefined && { language: options.language }),
    place,
    files,
  };
}

function warningsOf(folders: readonly VersionFolder[]): string[] {
  if (!folders.some(({ vendor }) => vendor.slug === UNASSIGNED_VENDOR.slug)) return [];
  return [`No vendor is named, so products go to "${UNASSIGNED_VENDOR.name}": name one, or write a library.yaml.`];
}
