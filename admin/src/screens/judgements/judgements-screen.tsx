/** Judgements: what was judged, how, by whom, what of it is dead; and what evaluations of them measured. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { Grades } from '../../judgements/grades.js';
import { judgementsQuery, type Judgement } from '../../judgements/operations.js';
import { useJudge, type Judge } from '../../judgements/use-judge.js';
import { ChoiceFilter, FilterBar, TextFilter } from '../../list/filter-bar.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import { Pager } from '../../list/pager.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { Evaluation } from './evaluation.js';
import './judgements.css';

const { judgements } = words;
const titles = judgements.columns;

function questionOf({ query, product, version }: Judgement): Record<string, string> {
  return { q: query, ...(product !== null && { product }), ...(version !== null && { version }) };
}

function Target({ judgement: { target, chunk, isDead, note } }: { readonly judgement: Judgement }): JSX.Element {
  return (
    <>
      {chunk === null ? target : <a href={chunk.permalink}>{chunk.document.title}</a>}
      {isDead ? (
        <span className="chip is-warn">{judgements.dead}</span>
      ) : (
        <span className="minor">{chunk?.headingPath.join(' › ')}</span>
      )}
      {note !== null && <span className="minor">{note}</span>}
    </>
  );
}

function columnsWith({ judge, isPending }: Judge): readonly Column<Judgement>[] {
  return [
    {
      key: 'query',
      title: titles.query,
      isHeading: true,
      cell: (judgement) => (
        <Link to="/workbench" search={questionOf(judgement) as never}>
          {judgement.query}
        </Link>
      ),
    },
    {
      key: 'scope',
      title: titles.scope,
      cell: ({ vendor, product, version, kind }) =>
        words.settings.scope([vendor, product, version, kind].filter((part) => part !== null)),
    },
    { key: 'target', title: titles.target, cell: (judgement) => <Target judgement={judgement} /> },
    {
      key: 'grade',
      title: titles.grade,
      cell: (judgement) => (
        <Grades
          name={`${judgement.query}, ${judgement.chunk?.document.title ?? judgement.target}`}
          grade={judgement.grade}
          onGrade={(grade) => {
            if (!isPending) judge(judgement, judgement, grade);
          }}
        />
      ),
    },
    {
      key: 'changed',
      title: titles.changed,
      cell: ({ changedAt, callerName }) => (
        <>
          <When at={changedAt} /> <span className="minor">{callerName}</span>
        </>
      ),
    },
  ];
}

function List(): JSX.Element {
  const address = useListAddress();
  const judge = useJudge();
  const { q, targets } = address.filters;
  const query = useAsk(judgementsQuery, {
    contains: q ?? null,
    onlyDead: targets === 'dead',
    first: pageSize,
    offset: (address.page - 1) * pageSize,
  });
  return (
    <>
      <FilterBar address={address}>
        <TextFilter address={address} name="q" label={words.settings.search} isMain />
        <ChoiceFilter
          address={address}
          name="targets"
          label={judgements.onlyDead}
          choices={[['dead', judgements.withDead]]}
        />
      </FilterBar>
      <Answer of={query}>
        {({ judgements: { nodes, totalCount } }) =>
          totalCount === 0 ? (
            <Empty title={judgements.empty}>
              <p>{judgements.emptyText}</p>
            </Empty>
          ) : (
            <>
              <DataTable
                caption={judgements.title}
                columns={columnsWith(judge)}
                rows={nodes}
                keyOf={({ id }) => id}
                nameOf={({ query: asked }) => asked}
              />
              <Pager total={totalCount} page={address.page} onGo={address.goTo} />
            </>
          )
        }
      </Answer>
    </>
  );
}

export function JudgementsScreen(): JSX.Element {
  return (
    <Guard action="CURATION_READ">
      <Screen title={judgements.title} about={judgements.about}>
        <List />
        <Evaluation />
      </Screen>
    </Guard>
  );
}
