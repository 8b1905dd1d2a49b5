/** Every run of an ingest. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import { Pager } from '../../list/pager.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { jobsQuery, type Job } from './job-operations.js';
import { JobResult, JobState } from './job-state.js';

const pollMs = 3_000;
const titles = words.jobs.columns;

const columns: readonly Column<Job>[] = [
  {
    key: 'source',
    title: titles.source,
    isHeading: true,
    cell: (job) => (
      <Link to="/jobs/$job" params={{ job: job.id }}>
        {job.source}
      </Link>
    ),
  },
  { key: 'state', title: titles.state, cell: (job) => <JobState job={job} /> },
  { key: 'started', title: titles.started, cell: (job) => <When at={job.startedAt} /> },
  { key: 'result', title: titles.result, cell: (job) => <JobResult job={job} /> },
];

function Jobs(): JSX.Element {
  const address = useListAddress();
  const offset = (address.page - 1) * pageSize;
  const query = useAsk(jobsQuery, { first: pageSize, offset }, { every: pollMs });
  return (
    <Answer of={query}>
      {({ ingestJobs: { nodes, totalCount } }) =>
        totalCount === 0 ? (
          <Empty title={words.jobs.empty}>
            <p>{words.jobs.emptyText}</p>
          </Empty>
        ) : (
          <>
            <DataTable
              caption={words.jobs.title}
              columns={columns}
              rows={nodes}
              keyOf={({ id }) => id}
              nameOf={({ source }) => source}
            />
            <Pager total={totalCount} page={address.page} onGo={address.goTo} />
          </>
        )
      }
    </Answer>
  );
}

export function JobsScreen(): JSX.Element {
  return (
    <Guard action="INGEST_READ">
      <Screen
        title={words.jobs.title}
        about={words.jobs.about}
        actions={
          <Link to="/add" className="button">
            {words.jobs.add}
          </Link>
        }
      >
        <Jobs />
      </Screen>
    </Guard>
  );
}
