/** Keeps the accounts of one running job and brings them to its row now and then. */
import type { DataSource } from 'typeorm';
import type { FileOutcome } from '../store/entities/job-state.js';
import {
  finishJob,
  noCounts,
  recordFiles,
  reportProgress,
  startJob,
  type JobFileRow,
  type RunningCounts,
} from '../store/writes/jobs.js';

/** Between two reports to the job's row. */
const reportEveryMs = 1_000;

export interface FileProblem {
  readonly path: string;
  readonly outcome: FileOutcome;
  readonly code: string | null;
  readonly reason: string | null;
}

export interface JobLedger {
  readonly jobId: string;
  readonly counts: RunningCounts;
  /** Files that failed or were skipped. */
  readonly problems: readonly FileProblem[];
  readonly filesTotal: number;
  filesDone: number;
  /** Books what became of a file. Unchanged files are only counted, so that a run without work writes nothing. */
  note(file: JobFileRow): void;
  /** Brings the accounts to the database if the last time is a while ago. */
  report(): Promise<void>;
  close(state: 'SUCCEEDED' | 'FAILED' | 'CANCELLED', error: string | null): Promise<void>;
}

const countOf = {
  NEW: 'new',
  CHANGED: 'changed',
  UNCHANGED: 'unchanged',
  ARCHIVED: 'archived',
  FAILED: 'failed',
  SKIPPED: 'skipped',
} as const satisfies Record<FileOutcome, keyof RunningCounts>;

export async function openLedger(
  dataSource: DataSource,
  job: { source: string; filesTotal: number; owner: string },
): Promise<JobLedger> {
  const jobId = await startJob(dataSource, { ...job, options: {} });
  const counts: RunningCounts = { ...noCounts };
  const problems: FileProblem[] = [];
  let waiting: JobFileRow[] = [];
  let lastReport = performance.now();

  async function flush(): Promise<void> {
    const rows = waiting;
    waiting = [];
    lastReport = performance.now();
    await recordFiles(dataSource, jobId, rows);
  }

  const ledger: JobLedger = {
    jobId,
    counts,
    problems,
    filesTotal: job.filesTotal,
    filesDone: 0,
    note(file) {
      counts[countOf[file.outcome]] += 1;
      if (file.outcome !== 'UNCHANGED') waiting.push(file);
      if (file.outcome === 'FAILED' || file.outcome === 'SKIPPED') {
        problems.push({ path: file.path, outcome: file.outcome, code: file.reasonCode, reason: file.reason });
      }
    },
    async report() {
      if (performance.now() - lastReport < reportEveryMs) return;
      await flush();
      await reportProgress(dataSource, jobId, ledger.filesDone, counts);
    },
    async close(state, error) {
      await flush();
      await finishJob(dataSource, jobId, state, ledger.filesDone, counts, error);
    },
  };
  return ledger;
}
