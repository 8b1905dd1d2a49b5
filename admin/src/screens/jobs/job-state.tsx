/** State and result of a job, in words. */
import type { JSX } from 'react';
import { words } from '../../words/en.js';
import { isOpen, type Job } from './job-operations.js';

const tones: Readonly<Record<Job['state'], string>> = {
  QUEUED: '',
  RUNNING: 'is-good',
  SUCCEEDED: 'is-good',
  FAILED: 'is-warn',
  CANCELLED: '',
  INTERRUPTED: 'is-warn',
};

export function JobState({ job }: { readonly job: Pick<Job, 'state' | 'counts' | 'acknowledgedAt'> }): JSX.Element {
  const { state, counts, acknowledgedAt } = job;
  const isPartly = state === 'SUCCEEDED' && counts.failed > 0;
  return (
    <>
      <span className={`chip ${isPartly ? 'is-warn' : tones[state]}`}>
        {isPartly ? words.jobs.donePartly(counts.failed) : words.jobs.states[state]}
      </span>
      {acknowledgedAt !== null && (
        <>
          {' '}
          <span className="chip">{words.jobs.leftSo}</span>
        </>
      )}
    </>
  );
}

export function JobResult({ job }: { readonly job: Job }): JSX.Element {
  if (isOpen(job)) {
    return <>{job.filesTotal === 0 ? words.jobs.looking : words.jobs.progress(job.filesDone, job.filesTotal)}</>;
  }
  const { counts, error } = job;
  const { figures } = words.jobs;
  const names = ['new', 'changed', 'archived', 'failed', 'unchanged'] as const;
  return <>{error ?? words.jobs.summary(names.map((name) => [counts[name], figures[name]]))}</>;
}
