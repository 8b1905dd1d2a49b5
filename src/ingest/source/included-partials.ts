/** Leaves out of a plan what is no page of its own: partials that other files of the same version take in whole. */
import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { isAntoraPage } from '../read/asciidoc/antora.js';
import { includesIn } from '../read/include/include-references.js';
import type { PlannedDocument, PlannedFile, PlanProblem, SourcePlan } from './plan.js';
import { createSourceFiles, type SourceFiles } from '../files/source-files.js';

/** Folders that generators keep partials in: `_includes`, `_include`, `includes`, `partials`, `snippets`. */
const PARTIAL_FOLDER = /(?:^|\/)_?(?:includes?|partials?|snippets?)\//i;
/** A leading underscore makes a partial, but `_index` is a page of Hugo and the others are pages of docsify. */
const PARTIAL_NAME =
  /(?:^|\/)_(?!index\.|home\.|sidebar\.|navbar\.|coverpage\.)[^/]+\.(?:mdx?|markdown|rst|adoc|asciidoc)$/i;
/** Files that can include others. */
const INCLUDING = new Set(['markdown', 'mdx', 'rst', 'text', 'asciidoc']);

/**
 * True for files that may be partials by the convention of their generator. AsciiDoc has none but that of Antora: a book
 * takes in its chapters from wherever they are.
 */
function maybePartial({ path, format }: PlannedFile, pathInSource: string): boolean {
  if (PARTIAL_NAME.test(path) || PARTIAL_FOLDER.test(path)) return true;
  return format === 'asciidoc' && !isAntoraPage(pathInSource);
}

/**
 * A partial is left out only if a file that stays, or a partial that such a file takes in, includes all of it; what
 * nobody includes stays a document, so that nothing gets lost. Texts are read only where there are partials.
 */
export async function withoutIncludedPartials(plan: SourcePlan): Promise<SourcePlan> {
  const versions = new Map<string, PlannedDocument[]>();
  for (const document of plan.documents) {
    const key = `${document.product.slug}\n${document.version.slug}`;
    versions.set(key, [...(versions.get(key) ?? []), document]);
  }
  const source = createSourceFiles(plan.folder, plan.root);
  const included = new Set<string>();
  for (const documents of versions.values()) {
    const files = documents.flatMap((document) => document.files);
    if (!files.some((file) => maybePartial(file, source.pathOf(file.absolutePath)))) continue;
    for (const path of await includedOf(files, source)) included.add(path);
  }
  if (included.size === 0) return plan;
  const isIncluded = (file: PlannedFile): boolean => included.has(source.pathOf(file.absolutePath));
  const documents = plan.documents.flatMap((document) => {
    const files = document.files.filter((file) => !isIncluded(file));
    if (files.length === document.files.length) return [document];
    return files.length === 0 ? [] : [{ ...document, files }];
  });
  return { ...plan, documents, problems: [...plan.problems, ...problemsOf([...included])] };
}

/** Paths below the source's root of the partials that are included. */
async function includedOf(files: readonly PlannedFile[], source: SourceFiles): Promise<Set<string>> {
  const byPath = new Map(files.map((file) => [source.pathOf(file.absolutePath), file]));
  const targets = new Map<string, readonly string[]>();
  for (const [path, file] of byPath) targets.set(path, await partialsIn(path, file, byPath, source));
  const everywhere = new Set([...targets.values()].flat());
  // What nobody includes stays, whatever its name is; also files that include nobody but each other.
  const waiting = [...byPath.keys()].filter((path) => !everywhere.has(path));
  const included = new Set<string>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const target of targets.get(path) ?? []) {
      if (included.has(target)) continue;
      included.add(target);
      waiting.push(target);
    }
  }
  return included;
}

async function partialsIn(
  path: string,
  file: PlannedFile,
  files: ReadonlyMap<string, PlannedFile>,
  source: SourceFiles,
): Promise<string[]> {
  if (!INCLUDING.has(file.format)) return [];
  const text = await readFile(file.absolutePath, 'utf8').catch(() => '');
  const partials: string[] = [];
  for (const candidates of includesIn(text, path, file.format)) {
    if (!candidates.some((candidate) => isPlannedPartial(candidate, files))) continue;
    const found = await firstThere(candidates, source);
    if (found !== undefined && found !== path && isPlannedPartial(found, files)) partials.push(found);
  }
  return partials;
}

function isPlannedPartial(path: string, files: ReadonlyMap<string, PlannedFile>): boolean {
  const place = posix.normalize(path);
  const file = files.get(place);
  return file !== undefined && maybePartial(file, place);
}

async function firstThere(candidates: readonly string[], source: SourceFiles): Promise<string | undefined> {
  for (const candidate of candidates) {
    if ((await source.hash(candidate)) !== null) return posix.normalize(candidate);
  }
  return undefined;
}

/** One line per folder. */
function problemsOf(paths: readonly string[]): PlanProblem[] {
  const folders = new Map<string, string[]>();
  for (const path of [...paths].sort()) {
    const folder = posix.dirname(path);
    folders.set(folder, [...(folders.get(folder) ?? []), posix.basename(path)]);
  }
  return [...folders].map(([path, names]) => {
    const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${String(names.length - 5)} more` : '');
    const count = names.length === 1 ? '1 file is' : `${String(names.length)} files are`;
    return { path, code: 'FILE_INCLUDED', reason: `${count} read where others include them: ${shown}` };
  });
}
