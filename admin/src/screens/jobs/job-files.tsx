/** What became of each file of a job, and why. */
import { useState, type JSX } from 'react';
import type { ResultOf } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { words } from '../../words/en.js';
import { FilesPager } from './files-pager.js';
import { filesQuery } from './job-operations.js';

type JobFile = NonNullable<ResultOf<typeof filesQuery>['ingestJob']>['files']['nodes'][number];
type Outcome = JobFile['outcome'];

const outcomes: readonly Outcome[] = ['FAILED', 'NEW', 'CHANGED', 'ARCHIVED', 'SKIPPED', 'UNCHANGED'];
const titles = words.jobs.filesColumns;

const columns: readonly Column<JobFile>[] = [
  { key: 'path', title: titles.path, isHeading: true, cell: ({ path }) => <code>{path}</code> },
  {
    key: 'outcome',
    title: titles.outcome,
    cell: ({ outcome }) => (
      <span className={`chip ${outcome === 'FAILED' ? 'is-warn' : ''}`}>{words.jobs.outcomes[outcome]}</span>
    ),
  },
  {
    key: 'reason',
    title: titles.reason,
    cell: ({ reason, pagesWithoutText }) => (
      <>
        {reason}
        {pagesWithoutText > 0 && <span className="minor">{words.jobs.withoutText(pagesWithoutText)}</span>}
      </>
    ),
  },
];

export function JobFiles({ id }: { readonly id: string }): JSX.Element {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [after, setAfter] = useState<string | null>(null);
  const query = useAsk(filesQuery, { id, outcome, after });
  return (
    <section className="part" aria-labelledby="job-files">
      <h2 id="job-files">{words.jobs.files}</h2>
      <p className="row">
        <label>
          {words.jobs.filter}{' '}
          <select
            value={outcome ?? ''}
            onChange={({ target }) => {
              setOutcome(outcomes.find((name) => name === target.value) ?? null);
              setAfter(null);
            }}
          >
            <option value="">{words.jobs.all}</option>
            {outcomes.map((name) => (
              <option key={name} value={name}>
                {words.jobs.outcomes[name]}
              </option>
            ))}
          </select>
        </label>
      </p>
      <Answer of={query}>
        {({ ingestJob }) => {
          const files = ingestJob?.files;
          if (files === undefined || files.totalCount === 0) return <p className="soft">{words.jobs.noFiles}</p>;
          return (
            <>
              <DataTable
                caption={words.jobs.files}
                columns={columns}
                rows={files.nodes}
                keyOf={(file) => file.id}
                nameOf={({ path }) => path}
              />
              <FilesPager
                total={files.totalCount}
                isFirst={after === null}
                next={files.pageInfo.hasNextPage ? files.pageInfo.endCursor : null}
                onGo={setAfter}
              />
            </>
          );
        }}
      </Answer>
    </section>
  );
}
