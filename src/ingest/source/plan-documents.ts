/** Lays the files of version folders out as documents: the one place that knows the folder rule and how slugs collide. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { DocumentKind } from '../../store/entities/document-kind.js';
import { endingOf, formatOf, isDocumentLike } from '../files/file-format.js';
import { kindFromName } from '../naming/kind-from-name.js';
import type {
  PlannedDocument,
  PlannedFile,
  PlannedProduct,
  PlannedVendor,
  PlannedVersion,
  PlanProblem,
} from './plan.js';
import { humanised, slugOf } from '../../slug.js';
import type { FoundFile } from './walk-files.js';

/** Files of one version, and what is known of all of them. */
export interface VersionFolder {
  readonly vendor: PlannedVendor;
  readonly product: PlannedProduct;
  readonly version: PlannedVersion;
  readonly kind?: DocumentKind;
  readonly licence?: string;
  readonly language?: string;
  readonly sourceUrl?: string;
  /** All files are one document with this name, instead of one document per folder. */
  readonly document?: string;
  /** Where the files lie, relative to the plan's root; empty for the root. Names files in problems. */
  readonly place: string;
  readonly files: readonly FoundFile[];
}

interface Draft {
  readonly folder: VersionFolder;
  /** What makes it this document and no other: the folder below the version, or the file's path without its ending. */
  readonly path: string;
  readonly depth: number;
  readonly files: (FoundFile & { readonly format: PlannedFile['format'] })[];
}

/** Documents sorted by product, version and slug as they come; files that no reader knows become problems, counted by ending. */
export function planDocuments(folders: readonly VersionFolder[]): {
  documents: PlannedDocument[];
  problems: PlanProblem[];
} {
  const problems = folders.flatMap(unsupportedOf);
  const versions = new Map<string, Draft[]>();
  for (const folder of folders) {
    const key = `${folder.product.slug}\n${folder.version.slug}`;
    const drafts = versions.get(key) ?? [];
    drafts.push(...draftsOf(folder));
    versions.set(key, drafts);
  }
  const documents = [...versions.values()].flatMap((drafts) => {
    const taken = new Map<string, Draft>();
    const ordered = [...drafts].sort((a, b) => a.depth - b.depth || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    for (const draft of ordered) taken.set(freeSlug(draft, taken), draft);
    return [...taken].sort(([a], [b]) => (a < b ? -1 : 1)).map(([slug, draft]) => plannedDocument(slug, draft));
  });
  return { documents, problems };
}

function draftsOf(folder: VersionFolder): Draft[] {
  const drafts = new Map<string, Draft>();
  for (const file of folder.files) {
    const format = file.format ?? formatOf(file.path);
    if (format === undefined) continue;
    const directory = posix.dirname(file.path);
    const inRoot = directory === '.';
    const path = folder.document ?? (inRoot ? stemOf(file.path) : directory);
    const key = folder.document === undefined && inRoot ? file.path : `${path}/`;
    const depth = folder.document !== undefined || inRoot ? 0 : path.split('/').length;
    const draft = drafts.get(key) ?? { folder, path: key, depth, files: [] };
    draft.files.push({ ...file, format });
    drafts.set(key, draft);
  }
  return [...drafts.values()];
}

/** The slug of a draft's path; the deeper of two that agree gets the beginning of its path's hash. */
function freeSlug(draft: Draft, taken: ReadonlyMap<string, Draft>): string {
  const name = draft.path.endsWith('/') ? draft.path.slice(0, -1) : stemOf(draft.path);
  const slug = name.split('/').map(slugOf).join('-');
  if (!taken.has(slug)) return slug;
  const hash = createHash('sha256').update(`${draft.folder.place}/${draft.path}`).digest('hex');
  let length = 6;
  while (taken.has(`${slug}-${hash.slice(0, length)}`)) length += 1;
  return `${slug}-${hash.slice(0, length)}`;
}

function plannedDocument(slug: string, draft: Draft): PlannedDocument {
  const { folder } = draft;
  const isFolder = draft.path.endsWith('/');
  const titleHint = isFolder ? draft.path.slice(0, -1).split('/').map(humanised).join(' / ') : undefined;
  const kind = folder.kind ?? kindFromName(draft.path) ?? kindFromName(folder.place);
  return {
    vendor: folder.vendor,
    product: folder.product,
    version: folder.version,
    slug,
    ...(titleHint !== undefined && { titleHint }),
    ...(kind !== undefined && { kind }),
    ...(folder.licence !== undefined && { licence: folder.licence }),
    ...(folder.language !== undefined && { language: folder.language }),
    ...(folder.sourceUrl !== undefined && { sourceUrl: folder.sourceUrl }),
    files: withStems(draft.files),
  };
}

function withStems(files: Draft['files']): PlannedFile[] {
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  return files.map((file) => {
    const name = posix.basename(file.path);
    const plain = stemOf(name);
    let stem = taken.has(plain) ? `${plain}-${endingOf(name) || 'file'}` : plain;
    let count = numbers.get(plain) ?? 2;
    for (; taken.has(stem); count += 1) stem = `${plain}-${String(count)}`;
    numbers.set(plain, count);
    taken.add(stem);
    return { absolutePath: file.absolutePath, path: file.path, name, stem, format: file.format, bytes: file.bytes };
  });
}

/** `::` separates the parts of a chunk key, so it can't stand inside of one. */
function stemOf(name: string): string {
  const ending = endingOf(name);
  const stem = ending === '' ? name : name.slice(0, -ending.length - 1);
  return stem.replace(/::+|\p{Cc}/gu, '-');
}

function unsupportedOf(folder: VersionFolder): PlanProblem[] {
  const counts = new Map<string, number>();
  for (const file of folder.files) {
    if ((file.format ?? formatOf(file.path)) !== undefined || !isDocumentLike(file.path)) continue;
    const ending = endingOf(file.path);
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  return [...counts].map(([ending, count]) => ({
    path: folder.place === '' ? '.' : folder.place,
    code: 'FILE_UNSUPPORTED',
    reason: `${String(count)} .${ending} ${count === 1 ? 'file was' : 'files were'} left out: no reader knows this format`,
  }));
}
