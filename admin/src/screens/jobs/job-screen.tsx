/** One job, followed while it runs. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { askAllAgain } from '../../api/client.js';
import { useStream } from '../../api/stream.js';
import { useAsk, useChange } from '../../api/use-ask.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { Screen } from '../../ui/screen.js';
import { useSay } from '../../ui/toasts.js';
import { When } from '../../ui/when.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import { JobFiles } from './job-files.js';
import {
  acknowledgeMutation,
  cancelMutation,
  hasFailed,
  isOpen,
  jobQuery,
  jobStream,
  retryMutation,
  type Job,
} from './job-operations.js';
import { JobResult, JobState } from './job-state.js';

/** What failed may stay so: Today says no more of it. */
function LeaveSo({ id }: Pick<Job, 'id'>): JSX.Element {
  const change = useChange(acknowledgeMutation);
  const say = useSay();
  const acknowledge = (isAcknowledged: boolean): void => {
    change.mutate(
      { id, isAcknowledged },
      {
        onSuccess: () => {
          if (!isAcknowledged) return;
          say(words.jobs.leaveSoDone, () => {
            acknowledge(false);
          });
        },
        onError: ({ message }) => {
          say(message);
        },
      },
    );
  };
  return (
    <button
      type="button"
      className="secondary"
      onClick={() => {
        acknowledge(true);
      }}
    >
      {words.jobs.leaveSo}
    </button>
  );
}

function Actions({ job }: { readonly job: Job }): JSX.Element | null {
  const cancel = useChange(cancelMutation);
  const retry = useChange(retryMutation);
  const navigate = useNavigate();
  const say = useSay();
  const onError = ({ message }: Error): void => {
    say(message);
  };
  if (isOpen(job)) {
    return (
      <button
        type="button"
        className="danger"
        onClick={() => {
          cancel.mutate(
            { id: job.id },
            {
              onSuccess: () => {
                say(words.jobs.cancelled);
              },
              onError,
            },
          );
        }}
      >
        {words.jobs.cancel}
      </button>
    );
  }
  if (!hasFailed(job)) return null;
  return (
    <>
      {job.acknowledgedAt === null && <LeaveSo id={job.id} />}
      <button
        type="button"
        className="secondary"
        onClick={() => {
          retry.mutate(
            { id: job.id },
            {
              onSuccess: ({ retryIngestJob }) => {
                say(words.jobs.retried);
                void navigate({ to: '/jobs/$job', params: { job: retryIngestJob.job.id } });
              },
              onError,
            },
          );
        }}
      >
        {job.counts.failed > 0 ? words.jobs.retry : words.jobs.goOn}
      </button>
    </>
  );
}

function Figures({ counts }: Pick<Job, 'counts'>): JSX.Element {
  const names = Object.keys(words.jobs.figures) as (keyof typeof words.jobs.figures)[];
  return (
    <dl className="figures">
      {names
        .filter((name) => counts[name] > 0)
        .map((name) => (
          <div key={name}>
            <dt>{words.jobs.figures[name]}</dt>
            <dd>{number(counts[name])}</dd>
          </div>
        ))}
    </dl>
  );
}

function JobDetails({ loaded }: { readonly loaded: Job }): JSX.Element {
  const heard = useStream(jobStream, { id: loaded.id }, { enabled: isOpen(loaded), onEnd: () => void askAllAgain() });
  const job = isOpen(loaded) ? (heard?.ingestJobProgress ?? loaded) : loaded;
  return (
    <Screen
      title={job.source}
      trail={<Link to="/jobs">{words.jobs.title}</Link>}
      about={
        <>
          <JobState job={job} /> {words.jobs.started} <When at={job.startedAt} />
          {job.finishedAt !== null && (
            <>
              {', '}
              {words.jobs.ended.toLowerCase()} <When at={job.finishedAt} />
            </>
          )}
        </>
      }
      actions={<Actions job={job} />}
    >
      {isOpen(job) && (
        <div className="notice">
          <label htmlFor="progress">
            <JobResult job={job} />
          </label>
          <progress id="progress" value={job.filesTotal === 0 ? undefined : job.progress} max={1} />
        </div>
      )}
      {job.error !== null && (
        <p className="notice is-error" role="alert">
          {job.error}
        </p>
      )}
      {job.retryOf !== null && (
        <p className="soft">
          <Link to="/jobs/$job" params={{ job: job.retryOf.id }}>
            {words.jobs.retryOf}
          </Link>
        </p>
      )}
      <Figures counts={job.counts} />
      {job.warnings.length > 0 && (
        <section className="part">
          <h2>{words.jobs.warnings}</h2>
          <ul>
            {job.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </section>
      )}
      <JobFiles id={job.id} />
    </Screen>
  );
}

function JobById(): JSX.Element {
  const { job: id } = useParams({ from: '/jobs/$job' });
  const query = useAsk(jobQuery, { id });
  return (
    <Answer of={query}>
      {({ ingestJob }) =>
        ingestJob === null ? (
          <Screen title={words.jobs.notThere}>
            <p>{words.jobs.notThereText}</p>
          </Screen>
        ) : (
          <JobDetails key={ingestJob.id} loaded={ingestJob} />
        )
      }
    </Answer>
  );
}

export function JobScreen(): JSX.Element {
  return (
    <Guard action="INGEST_READ">
      <JobById />
    </Guard>
  );
}
