/** Plans what a manifest or a listing names. */
import { readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute, normalize, relative, resolve, sep } from 'node:path';
import { parseKind } from '../naming/kind-from-name.js';
import { manifestError, manifestStart, type ManifestProblem, type ManifestProblemCode } from './manifest-problem.js';
import type { Manifest, ManifestEntry } from './manifest-schema.js';
import { parseManifest, type ParsedManifest } from './parse-manifest.js';
import type { PlannedExpectation, PlannedProduct, PlannedVendor, PlannedVersion } from './plan.js';
import type { VersionFolder } from './plan-documents.js';
import { withSharedFacts } from './shared-facts.js';
import { slugOf } from '../../slug.js';
import { chosenFiles, walkFiles, type FoundFile, type Globs } from './walk-files.js';

export const UNASSIGNED_VENDOR: PlannedVendor = { slug: 'unassigned', name: 'Unassigned' };
/** A manifest is written by people, or for as many folders as they could name. */
const mostManifestBytes = 8 * 1024 ** 2;
/** Files that the entries name, one that two entries name counted twice. */
const mostManifestFiles = 500_000;

export const UNVERSIONED: PlannedVersion = { slug: 'unversioned', label: 'unversioned' };

export interface DescribedFolders {
  readonly folders: readonly VersionFolder[];
  readonly expectations: readonly PlannedExpectation[];
}

/** A manifest that stands in a file, or that came without one. */
export interface GivenManifest {
  /** Absolute path, or what messages call it. */
  readonly file: string;
  readonly text: string;
}

/** A manifest while its entries are planned. */
interface ManifestReading extends Pick<GivenManifest, 'file'> {
  /** The folder that the entries' paths are relative to. */
  readonly root: string;
  /** Files that say what others are. */
  readonly manifests: readonly string[];
  readonly filesAt: FilesAt;
  /** Vendors by the slugs of their products. */
  readonly owners: Map<string, string>;
}

type EntryField = 'path' | 'product' | 'version';
type ReportEntry = (field: EntryField, code: ManifestProblemCode, problem: string) => void;

/** @throws ManifestError if the file is too large. */
export async function readManifest(file: string): Promise<GivenManifest> {
  const { size } = await stat(file);
  if (size > mostManifestBytes) {
    const problem = `it is larger than ${String(mostManifestBytes)} bytes; split it`;
    throw manifestError(file, [{ ...manifestStart, code: 'TOO_LARGE', field: '', problem }]);
  }
  return { file, text: await readFile(file, 'utf8') };
}

/**
 * @param root the folder that the entries' paths are relative to.
 * @param manifests absolute paths of manifests below it, which are no documentation.
 * @throws ManifestError with line and field of every fault: of its form, of paths that don't exist or lead out of
 * `root`, of products that two vendors claim, of entries that contradict each other about a version.
 */
export async function foldersOfManifest(
  { file, text }: GivenManifest,
  root: string,
  manifests: readonly string[] = [file],
): Promise<DescribedFolders> {
  const reading = { file, root, manifests, filesAt: createFilesAt(file), owners: new Map<string, string>() };
  return describedFolders(parseManifest(text, file), reading);
}

/**
 * Looks for every fault that a manifest has without its files: whether its paths lead to any shows when it is planned.
 * @throws ManifestError
 */
export async function checkManifest({ file, text }: GivenManifest): Promise<ParsedManifest> {
  const manifest = parseManifest(text, file);
  const filesAt: FilesAt = () => Promise.resolve([]);
  await describedFolders(manifest, { file, root: sep, manifests: [], filesAt, owners: new Map() });
  return manifest;
}

async function describedFolders(manifest: ParsedManifest, reading: ManifestReading): Promise<DescribedFolders> {
  const problems: ManifestProblem[] = [];
  const reporting =
    (at: number): ReportEntry =>
    (field, code, problem) => {
      const place = manifest.placeOf(['entries', at, field]);
      problems.push({ ...place, code, field: `entries[${String(at)}].${field}`, problem });
    };
  const folders: VersionFolder[] = [];
  for (const [at, entry] of manifest.entries.entries()) {
    const folder = await folderOfEntry(reading, manifest, entry, reporting(at));
    if (folder !== undefined) folders.push(folder);
  }
  const expectations = expectationsOf(manifest, (at) => {
    const place = manifest.placeOf(['expects', at, 'product']);
    const field = `expects[${String(at)}].product`;
    problems.push({ ...place, code: 'MISSING', field, problem: 'is missing, here and in defaults' });
  });
  const known =
    problems.length > 0
      ? []
      : withSharedFacts(folders, (at, problem) => {
          reporting(at)('version', 'CONTRADICTION', problem);
        });
  if (problems.length > 0) throw manifestError(reading.file, problems);
  return { folders: known, expectations };
}

/** Undefined after a fault was reported that leaves nothing to plan. */
async function folderOfEntry(
  { root, manifests, filesAt, owners }: ManifestReading,
  manifest: Manifest,
  entry: ManifestEntry,
  report: ReportEntry,
): Promise<VersionFolder | undefined> {
  const { defaults = {} } = manifest;
  const place = normalize(entry.path);
  if (isAbsolute(place) || place === '..' || place.startsWith(`..${sep}`)) {
    report('path', 'PATH_OUTSIDE', 'must be relative and below the folder of the manifest');
    return undefined;
  }
  const files = await filesAt(resolve(root, place), {
    include: entry.include ?? defaults.include,
    exclude: entry.exclude ?? defaults.exclude,
  });
  if (files === undefined) report('path', 'PATH_MISSING', `${entry.path} does not exist`);
  const product = productOf(entry.product ?? defaults.product);
  if (product === undefined) report('product', 'MISSING', 'is missing, here and in defaults');
  if (files === undefined || product === undefined) return undefined;
  const vendor = vendorOf(entry.vendor ?? manifest.vendor);
  const owner = owners.get(product.slug) ?? vendor.slug;
  owners.set(product.slug, owner);
  if (owner !== vendor.slug) {
    report('product', 'PRODUCT_TAKEN', `${product.slug} belongs to ${owner} already: give this one another slug`);
  }
  return {
    vendor,
    product,
    version: versionOf(entry.version ?? defaults.version),
    ...factsOf(entry, defaults),
    ...(entry.document !== undefined && { document: entry.document }),
    place: relative(root, resolve(root, place)).split(sep).join('/'),
    files: files.filter(({ absolutePath }) => !manifests.includes(absolutePath)),
  };
}

function expectationsOf(
  { expects = [], defaults }: Manifest,
  reportProduct: (at: number) => void,
): PlannedExpectation[] {
  return expects.flatMap(({ product: named, kinds, from, to, note }, at) => {
    const product = productOf(named ?? defaults?.product);
    if (product === undefined) reportProduct(at);
    return kinds.flatMap((given) => {
      const kind = parseKind(given);
      return product === undefined || kind === undefined
        ? []
        : [{ productSlug: product.slug, kind, fromLabel: from ?? '', toLabel: to ?? '', note: note ?? null }];
    });
  });
}

/** A vendor that was named by a plain name, by name and slug, or not at all. */
export function vendorOf(given: ManifestEntry['vendor']): PlannedVendor {
  if (given === undefined) return UNASSIGNED_VENDOR;
  if (typeof given === 'string') return { slug: slugOf(given), name: given };
  return { slug: given.slug ?? slugOf(given.name), name: given.name };
}

function productOf(given: ManifestEntry['product']): PlannedProduct | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'string') return { slug: slugOf(given), name: given };
  return { slug: given.slug ?? slugOf(given.name), name: given.name, ...(given.aliases && { aliases: given.aliases }) };
}

function versionOf(given: ManifestEntry['version']): PlannedVersion {
  if (given === undefined) return UNVERSIONED;
  if (typeof given === 'string') return { slug: slugOf(given), label: given };
  const { label, slug, aliases, releasedOn, endOfLife, preview } = given;
  return {
    slug: slug ?? slugOf(label),
    label,
    ...(aliases && { aliases }),
    ...(releasedOn && { releasedOn }),
    ...(endOfLife && { endOfLife }),
    ...(preview && { preview: preview === 'true' }),
  };
}

function factsOf(
  entry: ManifestEntry,
  defaults: NonNullable<Manifest['defaults']>,
): Pick<VersionFolder, 'kind' | 'licence' | 'language' | 'sourceUrl'> {
  const kind = parseKind(entry.kind ?? defaults.kind ?? '');
  const licence = entry.licence ?? defaults.licence;
  const language = entry.language ?? defaults.language;
  const sourceUrl = entry.sourceUrl ?? defaults.sourceUrl;
  return {
    ...(kind && { kind }),
    ...(licence && { licence }),
    ...(language && { language }),
    ...(sourceUrl && { sourceUrl }),
  };
}

type FilesAt = (path: string, globs: Globs) => Promise<readonly FoundFile[] | undefined>;

/** Gives the files of entries; a folder that several entries name is walked once. Undefined for what is not there. */
function createFilesAt(file: string): FilesAt {
  const walks = new Map<string, Promise<readonly FoundFile[] | undefined>>();
  let total = 0;

  async function walk(path: string): Promise<readonly FoundFile[] | undefined> {
    const facts = await stat(path).catch(() => undefined);
    if (facts?.isFile() === true) return [{ absolutePath: path, path: basename(path), bytes: facts.size }];
    return facts?.isDirectory() === true ? walkFiles(path) : undefined;
  }

  return async (path, globs) => {
    const walked = walks.get(path) ?? walk(path);
    walks.set(path, walked);
    const found = await walked;
    if (found === undefined) return undefined;
    total += found.length;
    if (total > mostManifestFiles) {
      const problem = `its entries name more than ${String(mostManifestFiles)} files; name folders that do not overlap, or split it`;
      throw manifestError(file, [{ ...manifestStart, code: 'TOO_LARGE', field: 'entries', problem }]);
    }
    const [only] = found;
    return found.length === 1 && only?.absolutePath === path ? found : chosenFiles(found, globs);
  };
}
