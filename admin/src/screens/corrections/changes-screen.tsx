/** Every correction of the library, newest first. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { aboutBulk, bulkSubjectFields } from '../../bulk/about-bulk.js';
import type { SubjectKind } from '../../fields/curated-fields.js';
import { fieldName, shownValue } from '../../fields/field-value.js';
import { ChoiceFilter, FilterBar, TextFilter, WhoseFilter } from '../../list/filter-bar.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import { shownColumns } from '../../list/shown.js';
import { Pager } from '../../list/pager.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { When } from '../../ui/when.js';
import { ViewedList } from '../../views/viewed-list.js';
import { words } from '../../words/en.js';
import { editAddress } from '../../fields/edit-address.js';

const changesQuery = graphql(
  `
    query Changes($filter: CurationChangeFilterInput!, $first: Int!, $offset: Int!) {
      curationChanges(filter: $filter, first: $first, offset: $offset) {
        totalCount
        nodes {
          id
          at
          subjectKind
          subjectPath
          field
          before
          beforeSet
          after
          afterSet
          extracted
          callerName
          note
          bulk {
            id
            ...BulkAbout
          }
        }
      }
    }
  `,
  [bulkSubjectFields],
);

type Change = ResultOf<typeof changesQuery>['curationChanges']['nodes'][number];
const titles = words.corrections.columns;

const valueOf = ({ field, extracted }: Change, value: unknown, isSet: boolean): string =>
  isSet ? shownValue(field, value) : words.history.fromSource(shownValue(field, extracted));

const columns: readonly Column<Change>[] = [
  {
    key: 'what',
    title: titles.what,
    isHeading: true,
    cell: ({ subjectKind, subjectPath, note, bulk }) => (
      <>
        <Link to={editAddress(subjectKind, subjectPath)}>{subjectPath}</Link>
        <span className="minor">{words.subjects[subjectKind]}</span>
        {bulk !== null && (
          <span className="minor">
            <Link to="/changes" search={{ bulk: bulk.id }}>
              {words.corrections.partOf(aboutBulk(bulk))}
            </Link>
          </span>
        )}
        {note !== null && (
          <span className="minor" dir="auto">
            {note}
          </span>
        )}
      </>
    ),
  },
  { key: 'field', title: titles.field, cell: ({ field }) => fieldName(field) },
  {
    key: 'before',
    title: titles.before,
    cell: (change) => <span dir="auto">{valueOf(change, change.before, change.beforeSet)}</span>,
  },
  {
    key: 'after',
    title: titles.after,
    cell: (change) => <span dir="auto">{valueOf(change, change.after, change.afterSet)}</span>,
  },
  { key: 'who', title: titles.who, cell: ({ callerName }) => callerName },
  { key: 'when', title: titles.when, cell: ({ at }) => <When at={at} /> },
];

const kinds: readonly SubjectKind[] = ['DOCUMENT', 'VERSION', 'PRODUCT', 'VENDOR'];

function Changes(): JSX.Element {
  const address = useListAddress();
  const { who, by, path, kind, bulk } = address.filters;
  const filter = {
    ...(who !== undefined && { callerContains: who }),
    ...(by === 'me' && { mine: true }),
    ...(path !== undefined && { pathContains: path }),
    ...(kind !== undefined && { kinds: kinds.filter((name) => name === kind) }),
    ...(bulk !== undefined && { bulkId: bulk }),
  };
  const query = useAsk(changesQuery, { filter, first: pageSize, offset: (address.page - 1) * pageSize });
  return (
    <ViewedList list="CHANGES" address={address} columns={columns}>
      <FilterBar address={address}>
        <TextFilter address={address} name="path" label={words.corrections.filters.path} isMain />
        <TextFilter address={address} name="who" label={words.corrections.filters.who} />
        <WhoseFilter address={address} />
        <ChoiceFilter
          address={address}
          name="kind"
          label={words.corrections.filters.kind}
          choices={kinds.map((name) => [name, words.subjects[name]])}
        />
      </FilterBar>
      <Answer of={query}>
        {({ curationChanges: { nodes, totalCount } }) =>
          totalCount === 0 ? (
            <Empty title={words.corrections.noChanges}>
              <p>{words.corrections.noChangesText}</p>
            </Empty>
          ) : (
            <>
              {bulk !== undefined && nodes[0]?.bulk && (
                <p className="notice">{words.corrections.onlyBulk(aboutBulk(nodes[0].bulk))}</p>
              )}
              <DataTable
                caption={words.corrections.changes}
                columns={shownColumns(columns, address.columns)}
                density={address.density}
                rows={nodes}
                keyOf={({ id }) => id}
                nameOf={({ subjectPath }) => subjectPath}
              />
              <Pager total={totalCount} page={address.page} onGo={address.goTo} />
            </>
          )
        }
      </Answer>
    </ViewedList>
  );
}

export function ChangesScreen(): JSX.Element {
  return (
    <Guard action="CURATION_READ">
      <Screen title={words.corrections.changes} about={words.corrections.changesAbout}>
        <Changes />
      </Screen>
    </Guard>
  );
}
