/** PGlite's file system on disk with the syncs that Postgres asks for; PGlite's own ignores them. */
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { messageOf } from '../../errors.js';
import { createDiskSyncs, isLog, type DiskSyncs, type Durability } from './disk-syncs.js';

/** What emscripten's NODEFS is made of, as far as it is used here; its types say nothing of it. */
interface FileNode {
  readonly name: string;
}
interface Attributes {
  readonly size?: number;
}
interface OpenFile {
  readonly node: FileNode;
  readonly nfd: number;
}
interface EmscriptenNodeFs {
  realPath(node: FileNode): string;
  readonly node_ops: {
    mknod(parent: FileNode, name: string, mode: number, device: number): FileNode;
    rename(from: FileNode, folder: FileNode, name: string): void;
    unlink(folder: FileNode, name: string): void;
    setattr(node: FileNode, attributes: Attributes): void;
  };
  readonly stream_ops: {
    write(file: OpenFile, bytes: Uint8Array, offset: number, length: number, position: number): number;
    setattr(file: OpenFile, attributes: Attributes): void;
    fsync?(file: OpenFile): number;
  };
}
interface EmscriptenModule {
  readonly FS: { readonly filesystems: { readonly NODEFS: EmscriptenNodeFs } };
}

type EmscriptenOptions = Parameters<NodeFS['init']>[1];
type Startable = Awaited<ReturnType<NodeFS['init']>>;

export class SyncedNodeFs extends NodeFS {
  readonly #syncs: DiskSyncs;
  #failure: Error | null = null;
  #logBytes = 0;

  constructor(dataDir: string, durability: Durability) {
    super(dataDir);
    this.#syncs = createDiskSyncs(durability);
  }

  /**
   * Why what was written may not be on the disk. Postgres must answer nobody from then on, nor try again: a second
   * sync succeeds although the first one lost the pages.
   */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Bytes written to the log since this was asked last. */
  takeLogBytes(): number {
    const bytes = this.#logBytes;
    this.#logBytes = 0;
    return bytes;
  }

  override async init(pg: Parameters<NodeFS['init']>[0], options: EmscriptenOptions): Promise<Startable> {
    const { emscriptenOpts } = await super.init(pg, options);
    const patch = (module: unknown): void => {
      this.#addSyncs((module as EmscriptenModule).FS.filesystems.NODEFS);
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), patch] } };
  }

  /** Runs what decides over durability; nothing is run any more once something of it went wrong. */
  #orFail<Result>(run: () => Result): Result {
    if (this.#failure !== null) throw this.#failure;
    try {
      return run();
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(messageOf(error));
      throw error;
    }
  }

  #addSyncs(nodeFs: EmscriptenNodeFs): void {
    const syncs = this.#syncs;
    const nodes = { ...nodeFs.node_ops };
    const files = { ...nodeFs.stream_ops };
    const pathIn = (folder: FileNode, name: string): string => `${nodeFs.realPath(folder)}/${name}`;
    const beforeChange = (): void => {
      this.#orFail(() => {
        syncs.beforeChange();
      });
    };
    Object.assign(nodeFs.node_ops, {
      mknod(folder, name, mode, device) {
        const node = nodes.mknod(folder, name, mode, device);
        syncs.created(pathIn(folder, name));
        return node;
      },
      rename(from, folder, name) {
        beforeChange();
        nodes.rename(from, folder, name);
        syncs.created(pathIn(folder, name));
      },
      unlink(folder, name) {
        beforeChange();
        nodes.unlink(folder, name);
      },
      setattr(node, attributes) {
        if (attributes.size !== undefined) beforeChange();
        nodes.setattr(node, attributes);
      },
    } satisfies EmscriptenNodeFs['node_ops']);
    Object.assign(nodeFs.stream_ops, {
      write: (...call) => {
        const [file, , , length] = call;
        const write = (): number => files.write(...call);
        if (!isLog(nodeFs.realPath(file.node))) {
          beforeChange();
          return write();
        }
        this.#logBytes += length;
        return this.#orFail(write);
      },
      setattr(file, attributes) {
        if (attributes.size !== undefined) beforeChange();
        files.setattr(file, attributes);
      },
      fsync: (file) => {
        this.#orFail(() => {
          syncs.sync(file.nfd, nodeFs.realPath(file.node));
        });
        return 0;
      },
    } satisfies EmscriptenNodeFs['stream_ops']);
  }
}
