/** What was done with accounts and keys. */
import type { JSX } from 'react';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
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

const auditQuery = graphql(`
  query Audit($filter: AuditFilterInput!, $first: Int!, $offset: Int!) {
    auditEvents(filter: $filter, first: $first, offset: $offset) {
      totalCount
      nodes {
        at
        action
        callerName
        callerKind
        door
        subject
      }
    }
  }
`);

type AuditEvent = ResultOf<typeof auditQuery>['auditEvents']['nodes'][number];
const titles = words.audit.columns;
const actionNames: Readonly<Record<string, string>> = words.audit.actions;

const columns: readonly Column<AuditEvent>[] = [
  { key: 'what', title: titles.what, isHeading: true, cell: ({ action }) => actionNames[action] ?? action },
  { key: 'subject', title: titles.subject, cell: ({ subject }) => subject ?? '—' },
  { key: 'who', title: titles.who, cell: ({ callerName }) => callerName },
  { key: 'door', title: titles.door, cell: ({ door }) => door.toLowerCase().replace('_', ' ') },
  { key: 'when', title: titles.when, cell: ({ at }) => <When at={at} /> },
];

const isAction = (name: string | undefined): name is AuditEvent['action'] => name !== undefined && name in actionNames;

function Audit(): JSX.Element {
  const address = useListAddress();
  const { what, who, subject } = address.filters;
  const filter = {
    ...(isAction(what) && { actions: [what] }),
    ...(who !== undefined && { callerContains: who }),
    ...(subject !== undefined && { subjectContains: subject }),
  };
  const query = useAsk(auditQuery, { filter, first: pageSize, offset: (address.page - 1) * pageSize });
  return (
    <>
      <FilterBar address={address}>
        <ChoiceFilter address={address} name="what" label={titles.what} choices={Object.entries(actionNames)} />
        <TextFilter address={address} name="who" label={titles.who} isMain />
        <TextFilter address={address} name="subject" label={titles.subject} />
      </FilterBar>
      <Answer of={query}>
        {({ auditEvents: { nodes, totalCount } }) =>
          totalCount === 0 ? (
            <Empty title={words.audit.empty} />
          ) : (
            <>
              <DataTable
                caption={words.audit.title}
                columns={columns}
                rows={nodes}
                keyOf={({ at, action, subject: of }) => `${at} ${action} ${of ?? ''}`}
                nameOf={({ action }) => action}
              />
              <Pager total={totalCount} page={address.page} onGo={address.goTo} />
            </>
          )
        }
      </Answer>
    </>
  );
}

export function AuditScreen(): JSX.Element {
  return (
    <Guard action="ACCOUNTS_MANAGE">
      <Screen title={words.audit.title} about={words.audit.about}>
        <Audit />
      </Screen>
    </Guard>
  );
}
