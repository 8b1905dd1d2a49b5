/**
 * A disk that loses its power: replays what was recorded by `record-disk.mjs` up to some moment, and keeps only what
 * was synced by then. Bytes are kept by a sync of their file, names by a sync of their folder; nothing else is.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

interface Stored {
  readonly at: number;
  readonly length: number;
}

export type DiskEvent =
  | { readonly type: 'write'; readonly path: string; readonly position: number; readonly bytes: Stored }
  | { readonly type: 'create'; readonly path: string; readonly bytes: Stored }
  | { readonly type: 'mkdir' | 'remove' | 'sync'; readonly path: string }
  | { readonly type: 'rename'; readonly from: string; readonly to: string }
  | { readonly type: 'truncate'; readonly path: string; readonly size: number }
  | { readonly type: 'sent'; readonly bytes: Stored };

export interface DiskRecord {
  readonly events: readonly DiskEvent[];
  bytes(of: Stored): Buffer;
}

export async function readRecord(path: string): Promise<DiskRecord> {
  const [lines, bytes] = await Promise.all([readFile(path, 'utf8'), readFile(`${path}.bytes`)]);
  const events = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as DiskEvent);
  return { events, bytes: ({ at, length }) => bytes.subarray(at, at + length) };
}

interface FileNode {
  content: Buffer;
  size: number;
  /** What a sync kept; shares its bytes with `content` until that changes. */
  durable: Buffer;
}
interface FolderNode {
  readonly entries: Map<string, DiskNode>;
  durable: Map<string, DiskNode>;
}
type DiskNode = FileNode | FolderNode;

const isFolder = (node: DiskNode): node is FolderNode => 'entries' in node;
/** `allocUnsafeSlow`, since small buffers share their memory otherwise. */
function newFile(bytes: Buffer): FileNode {
  const content = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(content);
  return { content, size: content.length, durable: Buffer.allocUnsafeSlow(0) };
}

const emptyFolder = (): FolderNode => ({ entries: new Map(), durable: new Map() });

export interface Disk {
  /** @returns whether a power failure would now leave something else than before. */
  apply(event: DiskEvent): boolean;
  /** Writes what a power failure would leave now. */
  leave(target: string): Promise<void>;
}

/** What lies in a folder now, all of it durable. */
async function loadFolder(path: string): Promise<FolderNode> {
  const folder = emptyFolder();
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) folder.entries.set(entry.name, await loadFolder(below));
    else {
      const file = newFile(await readFile(below));
      file.durable = file.content;
      folder.entries.set(entry.name, file);
    }
  }
  folder.durable = new Map(folder.entries);
  return folder;
}

/**
 * @param root where the record was made; events name paths below it.
 * @param from a copy of what lay there before.
 */
export async function createDisk(root: string, from: string, record: DiskRecord): Promise<Disk> {
  const top = await loadFolder(from);

  function folderAt(path: string): FolderNode {
    if (path === root) return top;
    const found = folderAt(dirname(path)).entries.get(basename(path));
    if (found === undefined || !isFolder(found)) throw new Error(`no folder ${path}`);
    return found;
  }
  function fileAt(path: string): FileNode {
    const found = folderAt(dirname(path)).entries.get(basename(path));
    if (found === undefined || isFolder(found)) throw new Error(`no file ${path}`);
    return found;
  }
  function resize(file: FileNode, size: number): void {
    if (file.content.buffer === file.durable.buffer || size > file.content.length) {
      const larger = Buffer.alloc(Math.max(size, file.content.length, size > file.content.length ? 2 * file.size : 0));
      file.content.copy(larger, 0, 0, file.size);
      file.content = larger;
    }
    if (size < file.size) file.content.fill(0, size, file.size);
    file.size = size;
  }
  function put(file: FileNode, position: number, bytes: Buffer): void {
    resize(file, Math.max(file.size, position + bytes.length));
    bytes.copy(file.content, position);
  }
  function syncPath(path: string): boolean {
    const node = path === root ? top : folderAt(dirname(path)).entries.get(basename(path));
    if (node === undefined) return false;
    if (isFolder(node)) {
      const isNew =
        node.durable.size !== node.entries.size || [...node.entries].some(([k, v]) => node.durable.get(k) !== v);
      node.durable = new Map(node.entries);
      return isNew;
    }
    const kept = node.content.subarray(0, node.size);
    const isNew = !kept.equals(node.durable);
    node.durable = kept;
    return isNew;
  }
  function addEntry(path: string, node: DiskNode): void {
    folderAt(dirname(path)).entries.set(basename(path), node);
  }

  return {
    apply(event) {
      switch (event.type) {
        case 'write':
          put(fileAt(event.path), event.position, record.bytes(event.bytes));
          break;
        case 'create':
          addEntry(event.path, newFile(record.bytes(event.bytes)));
          break;
        case 'mkdir':
          addEntry(event.path, emptyFolder());
          break;
        case 'remove':
          folderAt(dirname(event.path)).entries.delete(basename(event.path));
          break;
        case 'rename': {
          const from = folderAt(dirname(event.from)).entries;
          const node = from.get(basename(event.from));
          if (node === undefined) throw new Error(`nothing at ${event.from}`);
          from.delete(basename(event.from));
          addEntry(event.to, node);
          break;
        }
        case 'truncate':
          resize(fileAt(event.path), event.size);
          break;
        case 'sync':
          return syncPath(event.path);
        case 'sent':
          break;
      }
      return false;
    },
    async leave(target) {
      const write = async (folder: FolderNode, path: string): Promise<void> => {
        await mkdir(path, { recursive: true, mode: 0o700 });
        for (const [name, node] of folder.durable) {
          if (isFolder(node)) await write(node, join(path, name));
          else await writeFile(join(path, name), node.durable, { mode: 0o600 });
        }
      };
      await write(top, target);
    },
  };
}
