/** The worker thread that reads files and cuts them into passages. */
import { workerData } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import { loadTokenizer } from '../../embedding/model-tokenizer.js';
import { DomainError } from '../../errors.js';
import { giveWay } from '../../give-way.js';
import { filePassages } from './file-passages.js';
import { createReadContext } from '../read/read-context.js';
import { readFile } from '../read/read-file.js';
import { reportOf } from '../threads/reported-error.js';
import { threadId } from '../threads/thread-cpu.js';
import { createSourceFiles, type SourceFiles } from '../files/source-files.js';
import type { FileContent, ReadFailure, ReadSource, ReadWorkerData, ThreadTask } from './read-task.js';

/** Runs whose other files are remembered. */
const RUNS = 4;

giveWay('thread');
const id = threadId();
const tokenizer = await loadTokenizer((workerData as ReadWorkerData).tokenizerFolder);
const sources = new LRUCache<string, SourceFiles>({ max: RUNS });

function filesOf({ folder, root, run }: ReadSource): SourceFiles {
  const key = `${run} ${folder}`;
  const files = sources.get(key) ?? createSourceFiles(folder, root);
  sources.set(key, files);
  return files;
}

export default async function read(task: ThreadTask): Promise<FileContent | ReadFailure> {
  task.thread[0] = id;
  const { source, path, name, format, productName, content } = task;
  try {
    const whole =
      content instanceof Uint8Array
        ? await readFile(content, format, name, createReadContext(filesOf(source), path))
        : content;
    const countTokens = (text: string): number => tokenizer.countTokens(text);
    const passages = filePassages(whole, { name, productName, countTokens });
    return { file: { ...whole, blocks: [] }, passages };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { failure: reportOf(error) };
  }
}
