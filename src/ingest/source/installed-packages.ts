/** The documentation that is on disk already: READMEs, guides and changelogs of a project's installed packages. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { NotFoundError } from '../../errors.js';
import { publisherOf } from './package-publisher.js';
import type { PlannedDocument, PlanProblem, SourcePlan } from './plan.js';
import { planDocuments } from './plan-documents.js';
import { slugOf } from '../../slug.js';
import { takenFiles } from './unique-keys.js';
import { walkFiles, type FoundFile } from './walk-files.js';

/** Larger files are generated logs; they would keep everything else waiting. */
const MAX_FILE_BYTES = 512 * 1024;
/** Files of one package; a package that ships its whole site gets this many, in the order of their paths. */
const MAX_FILES = 60;

const packageJsonSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional().catch(undefined),
  homepage: z.string().optional().catch(undefined),
  author: z.unknown().optional(),
  maintainers: z.unknown().optional(),
  repository: z.unknown().optional(),
  dependencies: z.record(z.string(), z.unknown()).catch({}),
  devDependencies: z.record(z.string(), z.unknown()).catch({}),
});

export type PackageJson = z.infer<typeof packageJsonSchema>;

/**
 * Vendor is the publisher, product the package, version the installed one. Direct dependencies come first, then the
 * packages installed beside them; changelogs come after everything else.
 * @param projectRoot folder with the project's package.json; its packages may be installed there or in a folder above.
 * @throws NotFoundError if there is no package.json.
 */
export async function planInstalledPackages(projectRoot: string): Promise<SourcePlan> {
  const root = await realpath(projectRoot).catch(() => projectRoot);
  const project = await packageJson(root);
  if (project === undefined) throw new NotFoundError(`${root} has no package.json`, { path: root });
  const direct = Object.keys(project.dependencies);
  const folders = new Map<string, string>();
  let modules: string | undefined;
  for (const name of direct) {
    const folder = await installedAt(name, root);
    if (folder === undefined) continue;
    folders.set(name, folder);
    modules ??= folder.slice(0, -name.length - 1);
  }
  for (const name of modules === undefined ? [] : await namesIn(modules)) {
    if (!folders.has(name) && modules !== undefined) folders.set(name, join(modules, name));
  }
  const planned = await Promise.all([...folders.values()].map(documentsOfPackage));
  const isLate = (document: PlannedDocument): boolean => document.kind === 'RELEASE_NOTES';
  const folder = modules ?? root;
  const { documents, problems } = oncePerPackage(planned, folder);
  return {
    root: folder,
    folder,
    documents: [...documents.filter((one) => !isLate(one)), ...documents.filter(isLate)],
    problems,
    warnings: [],
  };
}

/**
 * A package that is also installed under another name (`npm:` aliases) is one package: the first that was found. Of
 * packages whose names make the same product (`@foo/bar` and `foo-bar`) the first is that product, and the files of the
 * others fail: two packages are never mixed.
 */
function oncePerPackage(
  packages: readonly PlannedDocument[][],
  folder: string,
): { documents: PlannedDocument[]; problems: PlanProblem[] } {
  /** Names by the slug of the product. */
  const owners = new Map<string, string>();
  const known = new Set<string>();
  const documents: PlannedDocument[] = [];
  const problems: PlanProblem[] = [];
  for (const found of packages) {
    const [first] = found;
    if (first === undefined) continue;
    const { product, version } = first;
    const owner = owners.get(product.slug) ?? product.name;
    owners.set(product.slug, owner);
    if (owner !== product.name) {
      const reason =
        `The package ${product.name} would be the product ${product.slug}, which ${owner} is already. ` +
        'Ingest its folder alone with another name: --product, --in.';
      problems.push(...found.flatMap((document) => takenFiles(folder, document, reason)));
      continue;
    }
    const key = `${product.slug}/${version.slug}`;
    if (!known.has(key)) documents.push(...found);
    known.add(key);
  }
  return { documents, problems };
}

/** As Node resolves it: in `node_modules` here, or in a folder above. */
async function installedAt(name: string, from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if ((await stat(join(candidate, 'package.json')).catch(() => undefined))?.isFile() === true) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

async function namesIn(modules: string): Promise<string[]> {
  const entries = (await readdir(modules)).filter((name) => !name.startsWith('.')).sort();
  const names = await Promise.all(
    entries.map(async (name) =>
      name.startsWith('@') ? (await readdir(join(modules, name))).sort().map((inner) => `${name}/${inner}`) : [name],
    ),
  );
  return names.flat();
}

async function packageJson(folder: string): Promise<PackageJson | undefined> {
  try {
    const parsed = packageJsonSchema.safeParse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function documentsOfPackage(folder: string): Promise<PlannedDocument[]> {
  const manifest = await packageJson(folder);
  if (manifest === undefined) return [];
  const files = await documentationOf(folder);
  const isWeb = /^https?:\/\//.test(manifest.homepage ?? '');
  return planDocuments([
    {
      vendor: publisherOf(manifest),
      product: { slug: slugOf(manifest.name), name: manifest.name },
      version: { slug: slugOf(manifest.version), label: manifest.version },
      language: 'en',
      ...(manifest.license !== undefined && { licence: manifest.license }),
      ...(isWeb && manifest.homepage !== undefined && { sourceUrl: manifest.homepage }),
      place: '',
      files,
    },
  ]).documents.map((document) => ({ ...document, kind: document.kind ?? 'GUIDE' }));
}

const FOLDERS = /^(?:docs?|guides?|documentation)$/i;
const ABOUT_THE_PROJECT =
  /^(?:licen[cs]e|copying|notice|security|contributing|code[-_]of[-_]conduct|authors|contributors|backers|funding|governance|third[-_]?party|issue_template|pull_request_template|agents|claude)/i;

async function documentationOf(folder: string): Promise<FoundFile[]> {
  const files = await walkFiles(folder, { topFolders: FOLDERS });
  return files
    .filter(({ path, bytes }) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const isProse = /\.(?:md|mdx|markdown)$/i.test(name) || /^(?:readme|changelog|history)(?:\.txt)?$/i.test(name);
      return isProse && bytes > 0 && bytes <= MAX_FILE_BYTES && !ABOUT_THE_PROJECT.test(name);
    })
    .slice(0, MAX_FILES);
}
