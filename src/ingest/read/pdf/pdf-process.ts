/** Runs the process that reads one PDF, and says why it ended if it did not finish. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  CancelledError,
  FileEncryptedError,
  FileUnreadableError,
  ReadLimitError,
  type ReadLimit,
  messageOf,
} from '../../../errors.js';
import { watchCpu } from '../../threads/cpu-limit.js';
import { processCpuSeconds } from '../../threads/thread-cpu.js';
import type { ReadBlock, ReadSection } from '../page-reader.js';
import type { AnalysedPage } from './analyse-pages.js';
import type { DocumentFacts } from './document-facts.js';
import type { PdfLimits } from './pdf-limits.js';
import { LIMIT_SIGN, type FromPdfProcess, type PdfTask } from './pdf-messages.js';

export interface PdfContent {
  readonly facts: DocumentFacts;
  readonly warnings: readonly string[];
  readonly pages: readonly AnalysedPage[];
  readonly sections: readonly ReadSection[];
  readonly blocks: readonly ReadBlock[];
}

/** What the process has told. */
interface Report {
  facts: { readonly facts: DocumentFacts; readonly warnings: readonly string[] } | undefined;
  readonly pages: AnalysedPage[];
  readonly sections: ReadSection[];
  readonly blocks: ReadBlock[];
  /** Why it does not finish. */
  failure: Error | undefined;
  isFinished: boolean;
}

const ENTRY = fileURLToPath(new URL('./pdf-process-main.js', import.meta.url));
const STDERR_KEPT = 2_000;
/** Of the process's size. */
const HEAP_SHARE = 0.75;
/** Half of the place for what a page needs for a moment: with less of it, a fifth of the time goes into collecting it. */
const YOUNG_MB = 32;

/**
 * The event loop stays free: the work is another process's, and its results come in small parts.
 * @param name of the file, for messages.
 * @throws FileEncryptedError, ReadLimitError, FileUnreadableError, CancelledError
 */
export async function runPdfProcess(
  bytes: Uint8Array,
  name: string,
  limits: PdfLimits,
  signal?: AbortSignal,
): Promise<PdfContent> {
  if (signal?.aborted === true) throw stopped(name);
  const report: Report = {
    facts: undefined,
    pages: [],
    sections: [],
    blocks: [],
    failure: undefined,
    isFinished: false,
  };
  const child = forkReader(limits);
  const stop = (error: Error): void => {
    report.failure ??= error;
    child.kill('SIGKILL');
  };
  const onAbort = (): void => {
    stop(stopped(name));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  const watch = watchCpu({ seconds: limits.totalSeconds, usedSeconds: () => cpuSecondsOf(child) });
  watch.exceeded.addEventListener('abort', () => {
    stop(limitError(name, 'time', limits));
  });
  child.on('message', (message: FromPdfProcess) => {
    addMessage(report, message, name, limits);
  });
  const complaint = lastWords(child);
  // A process that ends before it has taken the whole file closes the pipe: how it ended says more.
  child.stdin?.on('error', () => undefined).end(bytes);

  try {
    const ending = await endOf(child);
    if (report.failure !== undefined) throw report.failure;
    if (!report.isFinished || report.facts === undefined) throw endError(name, ending, complaint(), limits);
    const { pages, sections, blocks } = report;
    const { facts, warnings } = report.facts;
    return { facts, warnings, pages, sections, blocks };
  } finally {
    watch.close();
    signal?.removeEventListener('abort', onAbort);
  }
}

function stopped(name: string): CancelledError {
  return new CancelledError(`${name} was not read: the ingest was stopped.`);
}

function forkReader(limits: PdfLimits): ChildProcess {
  const task: PdfTask = { limits };
  // The heap's own limit stops plain JavaScript objects early; buffers lie outside of it and are what the watch is for.
  return fork(ENTRY, [JSON.stringify(task)], {
    serialization: 'advanced',
    execArgv: [
      `--max-old-space-size=${String(Math.round(limits.memoryMb * HEAP_SHARE))}`,
      `--max-semi-space-size=${String(YOUNG_MB)}`,
    ],
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  });
}

function cpuSecondsOf({ pid }: ChildProcess): number | undefined {
  return pid === undefined ? undefined : processCpuSeconds(pid);
}

function addMessage(report: Report, message: FromPdfProcess, name: string, limits: PdfLimits): void {
  switch (message.kind) {
    case 'facts':
      report.facts = message;
      break;
    case 'pages':
      report.pages.push(...message.pages);
      break;
    case 'sections':
      report.sections.push(...message.sections);
      break;
    case 'blocks':
      report.blocks.push(...message.blocks);
      break;
    case 'done':
      report.isFinished = true;
      break;
    case 'fault':
      report.failure ??= faultError(name, message.fault, message.message);
      break;
    case 'limit':
      report.failure ??= limitError(name, message.limit, limits);
  }
}

/** What the process has written to stderr, its end only. */
function lastWords(child: ChildProcess): () => string {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-STDERR_KEPT);
  });
  return () => words;
}

/** Waits until the process has ended, and says how. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(messageOf(error));
    });
    child.on('close', (code, signal) => {
      resolve(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
    });
  });
}

function faultError(name: string, fault: 'password' | 'damaged', message: string): Error {
  if (fault === 'password') {
    return new FileEncryptedError(
      `${name} can't be read without its password. Save a copy without one and ingest that.`,
      {
        name,
        reason: 'password',
      },
    );
  }
  return new FileUnreadableError(`${name} is damaged: ${message}`, { name, reason: 'damaged' });
}

function endError(name: string, ended: string, complaint: string, limits: PdfLimits): Error {
  const limit = new RegExp(`${LIMIT_SIGN} (memory|time)`).exec(complaint)?.[1];
  if (limit === 'memory' || limit === 'time') return limitError(name, limit, limits);
  if (
    /heap out of memory|allocation failed|ENOMEM/i.test(complaint) ||
    ended === 'signal SIGABRT' ||
    ended === 'exit code 134'
  ) {
    return limitError(name, 'memory', limits);
  }
  return new FileUnreadableError(`${name} can't be read: the process that read it ended with ${ended}.`, {
    name,
    reason: 'crashed',
  });
}

function limitError(name: string, limit: ReadLimit, limits: PdfLimits): Error {
  const said: Record<ReadLimit, string> = {
    memory: `needs more than ${String(limits.memoryMb)} MB of memory to be read (PDF_MEMORY_MB)`,
    time: `takes too long to be read: ${String(limits.stallSeconds)} seconds of computing gave no other page (PDF_SECONDS)`,
    pages: `has more than ${String(limits.pages)} pages (PDF_PAGES)`,
    output: `holds more than ${String(limits.characters)} characters of text`,
  };
  return new ReadLimitError(`${name} ${said[limit]}.`, limit, { name });
}
