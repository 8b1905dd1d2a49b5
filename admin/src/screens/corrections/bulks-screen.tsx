/** Bulk edits, files that were applied, and what was taken back; each can be taken back at any time. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { aboutBulk, bulkSubjectFields } from '../../bulk/about-bulk.js';
import { useUndoBulk } from '../../bulk/use-bulk.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import { Pager } from '../../list/pager.js';
import { Guard } from '../../shell/guard.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { When } from '../../ui/when.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';

const bulksQuery = graphql(
  `
    query Bulks($first: Int!, $offset: Int!) {
      curationBulks(first: $first, offset: $offset) {
        totalCount
        nodes {
          id
          kind
          at
          callerName
          changed
          note
          takenBackAt
          ...BulkAbout
        }
      }
    }
  `,
  [bulkSubjectFields],
);

type Bulk = ResultOf<typeof bulksQuery>['curationBulks']['nodes'][number];

function Undo({ bulk }: { readonly bulk: Bulk }): JSX.Element | null {
  const { undo, isPending } = useUndoBulk();
  const mayEdit = useMay('CURATION_EDIT');
  if (bulk.takenBackAt !== null) {
    return (
      <>
        {words.corrections.takenBack} <When at={bulk.takenBackAt} />
      </>
    );
  }
  if (!mayEdit) return null;
  return (
    <button
      type="button"
      className="secondary small"
      aria-label={words.corrections.undoBulk(bulk.callerName, bulk.note ?? aboutBulk(bulk))}
      disabled={isPending}
      onClick={() => {
        undo(bulk.id);
      }}
    >
      {words.actions.undo}
    </button>
  );
}

const titles = words.corrections.columns;
const columns: readonly Column<Bulk>[] = [
  {
    key: 'what',
    title: titles.what,
    isHeading: true,
    cell: ({ id, kind, note, ...bulk }) => (
      <>
        <Link to="/changes" search={{ bulk: id }}>
          {words.corrections.kinds[kind]}
        </Link>{' '}
        <span dir="auto">{aboutBulk(bulk)}</span>
        {note !== null && (
          <span className="minor" dir="auto">
            {note}
          </span>
        )}
      </>
    ),
  },
  { key: 'changed', title: titles.fields, isNumber: true, cell: ({ changed }) => number(changed) },
  { key: 'who', title: titles.who, cell: ({ callerName }) => callerName },
  { key: 'when', title: titles.when, cell: ({ at }) => <When at={at} /> },
  { key: 'undo', title: titles.back, cell: (bulk) => <Undo bulk={bulk} /> },
];

function Bulks(): JSX.Element {
  const address = useListAddress();
  const query = useAsk(bulksQuery, { first: pageSize, offset: (address.page - 1) * pageSize });
  return (
    <Answer of={query}>
      {({ curationBulks: { nodes, totalCount } }) =>
        totalCount === 0 ? (
          <Empty title={words.corrections.noBulks}>
            <p>{words.corrections.noBulksText}</p>
          </Empty>
        ) : (
          <>
            <DataTable
              caption={words.corrections.bulks}
              columns={columns}
              rows={nodes}
              keyOf={({ id }) => id}
              nameOf={({ id }) => id}
            />
            <Pager total={totalCount} page={address.page} onGo={address.goTo} />
          </>
        )
      }
    </Answer>
  );
}

export function BulksScreen(): JSX.Element {
  return (
    <Guard action="CURATION_READ">
      <Screen title={words.corrections.bulks} about={words.corrections.bulksAbout}>
        <Bulks />
      </Screen>
    </Guard>
  );
}
