/** What was dropped or chosen: single files, archives, and folders with the paths of their files. */
import type { PackedFile } from './tar.js';

export interface Folder {
  readonly name: string;
  /** By path. */
  readonly files: readonly PackedFile[];
  /** Paths that are left out: hidden files and folders, and what systems put beside files. */
  readonly leftOut: readonly string[];
  /** It is packed already: the only one of the files, whose inside is not known here. */
  readonly archive?: File;
}

export interface Dropped {
  readonly files: readonly File[];
  readonly folders: readonly Folder[];
}

/** Packed files, which are treated as folders are. */
export function archivesAmong(files: readonly File[]): { readonly archives: Folder[]; readonly others: File[] } {
  const isArchive = ({ name }: File): boolean => /\.(zip|tar|tgz|tar\.gz)$/i.test(name);
  const archives = files.filter(isArchive).map((archive): Folder => {
    return { name: archive.name, files: [{ path: archive.name, blob: archive }], leftOut: [], archive };
  });
  return { archives, others: files.filter((file) => !isArchive(file)) };
}

/** Names at the top of a folder, each once; what is in an archive is not known. */
export function topsOf({ files, archive }: Folder): string[] {
  if (archive !== undefined) return [];
  const names = files.map(({ path }) => path.split('/')[0] ?? '');
  return [...new Set(names)].filter((name) => !manifestNames.includes(name)).slice(0, mostTops);
}

/** The manifest that a folder brings along; null if it has none that can be edited. */
export async function manifestOf({ files, archive }: Folder, mostCharacters: number): Promise<string | null> {
  if (archive !== undefined) return null;
  const found = manifestNames.flatMap((name) => files.find(({ path }) => path === name) ?? [])[0];
  // No character has more than four bytes.
  if (found === undefined || found.blob.size > 4 * mostCharacters) return null;
  const text = await found.blob.text();
  return text.length > mostCharacters ? null : text;
}

/** In the order in which the service looks for them. */
const manifestNames = ['library.yaml', 'library.yml', 'library.json'];
/** More names than anybody looks through. */
const mostTops = 500;

const bySystems = new Set(['Thumbs.db', 'desktop.ini', '__MACOSX']);

export function isLeftOut(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || bySystems.has(part));
}

/** @param found files with their paths below the folder, in any order. */
export function folderOf(name: string, found: readonly PackedFile[], hidden: readonly string[] = []): Folder {
  const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const files = found.filter(({ path }) => !isLeftOut(path)).sort((a, b) => inOrder(a.path, b.path));
  const leftOut = [...hidden, ...found.map(({ path }) => path).filter(isLeftOut)].sort(inOrder);
  return { name, files, leftOut };
}

/** Of an input that takes folders: the first part of each path is the folder that was chosen. */
export function foldersOfInput(chosen: readonly File[]): Folder[] {
  const folders = new Map<string, PackedFile[]>();
  for (const blob of chosen) {
    const [name = '', ...rest] = blob.webkitRelativePath.split('/');
    const files = folders.get(name) ?? [];
    files.push({ path: rest.join('/'), blob });
    folders.set(name, files);
  }
  return [...folders].map(([name, files]) => folderOf(name, files));
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });

/** A reader gives some at a time, and nothing when there is no more. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function walk(root: FileSystemDirectoryEntry): Promise<Folder> {
  const found: PackedFile[] = [];
  const hidden: string[] = [];
  const waiting: { readonly folder: FileSystemDirectoryEntry; readonly path: string }[] = [{ folder: root, path: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of await entriesIn(next.folder)) {
      const path = `${next.path}${entry.name}`;
      if (isLeftOut(entry.name)) hidden.push(path);
      else if (entry.isDirectory) waiting.push({ folder: entry as FileSystemDirectoryEntry, path: `${path}/` });
      else found.push({ path, blob: await fileOf(entry as FileSystemFileEntry) });
    }
  }
  return folderOf(root.name, found, hidden);
}

/** Has to be called while the event is handled; what it gives can be waited for. */
export function droppedIn({ items, files }: Pick<DataTransfer, 'items' | 'files'>): Promise<Dropped> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const folders = entries.filter((entry): entry is FileSystemDirectoryEntry => entry.isDirectory);
  const names = new Set(folders.map(({ name }) => name));
  const single = [...files].filter(({ name }) => !names.has(name));
  return Promise.all(folders.map(walk)).then((walked) => ({ files: single, folders: walked }));
}
