/** Corrections that ask for a look, because their source moved on: some became needless, some may be wrong by now. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { useAsk, useChange } from '../../api/use-ask.js';
import { fieldName, shownValue } from '../../fields/field-value.js';
import { Guard } from '../../shell/guard.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { useSay } from '../../ui/toasts.js';
import { words } from '../../words/en.js';
import { editAddress } from '../../fields/edit-address.js';

const reviewQuery = graphql(`
  query Review {
    curationReview(first: 100) {
      totalCount
      nodes {
        kind
        path
        field
        extracted
        override
        isNeedless
        sourceChanged
      }
    }
    orphanedCuration(first: 100) {
      totalCount
      nodes {
        id
        subjectPath
        subjectKind
        field
        after
      }
    }
  }
`);

const dropMutation = graphql(`
  mutation DropNeedless {
    dropNeedlessOverrides {
      dropped
      userErrors {
        code
        message
        details
      }
    }
  }
`);

type Answered = ResultOf<typeof reviewQuery>;
type Item = Answered['curationReview']['nodes'][number];
type Orphan = Answered['orphanedCuration']['nodes'][number];
const titles = words.corrections.columns;

const columns: readonly Column<Item>[] = [
  {
    key: 'what',
    title: titles.what,
    isHeading: true,
    cell: ({ kind, path }) => <Link to={editAddress(kind, path)}>{path}</Link>,
  },
  { key: 'field', title: titles.field, cell: ({ field }) => fieldName(field) },
  { key: 'override', title: titles.correction, cell: ({ field, override }) => shownValue(field, override) },
  { key: 'source', title: titles.source, cell: ({ field, extracted }) => shownValue(field, extracted) },
  {
    key: 'why',
    title: titles.why,
    cell: ({ isNeedless }) => (
      <span className="chip is-warn">{isNeedless ? words.corrections.needless : words.edit.sourceChanged}</span>
    ),
  },
];

const orphanColumns: readonly Column<Orphan>[] = [
  { key: 'what', title: titles.what, isHeading: true, cell: ({ subjectPath }) => <code>{subjectPath}</code> },
  { key: 'field', title: titles.field, cell: ({ field }) => fieldName(field) },
  { key: 'after', title: titles.correction, cell: ({ field, after }) => shownValue(field, after) },
];

function DropNeedless(): JSX.Element | null {
  const drop = useChange(dropMutation);
  const say = useSay();
  if (!useMay('CURATION_EDIT')) return null;
  return (
    <button
      type="button"
      disabled={drop.isPending}
      onClick={() => {
        drop.mutate(
          {},
          {
            onSuccess: ({ dropNeedlessOverrides }) => {
              say(words.corrections.dropped(dropNeedlessOverrides.dropped));
            },
            onError: ({ message }) => {
              say(message);
            },
          },
        );
      }}
    >
      {words.corrections.drop}
    </button>
  );
}

function Review(): JSX.Element {
  const query = useAsk(reviewQuery, {});
  return (
    <Answer of={query}>
      {({ curationReview: { nodes, totalCount }, orphanedCuration: orphans }) => (
        <>
          {totalCount === 0 ? (
            <Empty title={words.corrections.noReview}>
              <p>{words.corrections.noReviewText}</p>
            </Empty>
          ) : (
            <>
              {nodes.some(({ isNeedless }) => isNeedless) && (
                <p>
                  <DropNeedless />
                </p>
              )}
              <DataTable
                caption={words.corrections.review}
                columns={columns}
                rows={nodes}
                keyOf={({ path, field }) => `${path} ${field}`}
                nameOf={({ path }) => path}
              />
              {totalCount > nodes.length && <p className="soft">{words.corrections.more(totalCount - nodes.length)}</p>}
            </>
          )}
          {orphans.totalCount > 0 && (
            <section className="part" aria-labelledby="orphans">
              <h2 id="orphans">{words.corrections.orphans}</h2>
              <p className="soft">{words.corrections.orphansAbout}</p>
              <DataTable
                caption={words.corrections.orphans}
                columns={orphanColumns}
                rows={orphans.nodes}
                keyOf={({ id }) => id}
                nameOf={({ subjectPath }) => subjectPath}
              />
              {orphans.totalCount > orphans.nodes.length && (
                <p className="soft">{words.corrections.more(orphans.totalCount - orphans.nodes.length)}</p>
              )}
            </section>
          )}
        </>
      )}
    </Answer>
  );
}

export function ReviewScreen(): JSX.Element {
  return (
    <Guard action="CURATION_READ">
      <Screen title={words.corrections.review} about={words.corrections.reviewAbout}>
        <Review />
      </Screen>
    </Guard>
  );
}
