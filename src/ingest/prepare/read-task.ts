/** What goes to the threads that read files, and what comes back: plain data. */
import type { ReadFile } from '../read/page-reader.js';
import type { ErrorReport } from '../threads/reported-error.js';
import type { PreparedPassage } from '../write/prepared-document.js';

/** Where a file's source lies. */
export interface ReadSource {
  readonly folder: string;
  readonly root: string;
  /** What was read of other files once holds for the whole run. */
  readonly run: string;
}

export interface ReadTask {
  readonly source: ReadSource;
  /** Of the file, below the source's root. */
  readonly path: string;
  /** For its title and for messages. */
  readonly name: string;
  readonly format: string;
  readonly productName: string;
  /** The file, or what a process of its own has made of it already. */
  readonly content: Uint8Array | ReadFile;
}

/** A task on its way to a thread. */
export interface ThreadTask extends ReadTask {
  /** Shared: the thread that takes the task puts its id there, so that its time can be told. */
  readonly thread: Int32Array<SharedArrayBuffer>;
}

/** What a file holds. */
export interface FileContent {
  /** Without its blocks: they have become passages. */
  readonly file: ReadFile;
  readonly passages: readonly PreparedPassage[];
}

/** A domain error. */
export interface ReadFailure {
  readonly failure: ErrorReport;
}

export interface ReadWorkerData {
  /** Holds the `tokenizer.json` that passages are measured with. */
  readonly tokenizerFolder: string;
}
