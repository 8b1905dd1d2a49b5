/** Passages that the search index refused for good. */
import { useState, type JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { pageSize } from '../../list/list-address.js';
import { Pager } from '../../list/pager.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { deadLettersQuery, type DeadLetter } from './operations.js';

const { operations } = words;
const nameOf = ({ passage }: DeadLetter): string => passage?.headingPath.join(' › ') ?? operations.gone;

const columns: readonly Column<DeadLetter>[] = [
  { key: 'passage', title: operations.columns.passage, isHeading: true, cell: nameOf },
  { key: 'reason', title: operations.columns.reason, cell: ({ reason }) => reason },
  { key: 'status', title: operations.columns.status, isNumber: true, cell: ({ status }) => String(status) },
  { key: 'when', title: operations.columns.when, cell: ({ createdAt }) => <When at={createdAt} /> },
];

export function DeadLetters(): JSX.Element {
  const [page, setPage] = useState(1);
  const query = useAsk(deadLettersQuery, { first: pageSize, offset: (page - 1) * pageSize });
  return (
    <Answer of={query}>
      {({ deadLetters: { nodes, totalCount } }) => (
        <>
          <DataTable
            caption={operations.deadLetters}
            columns={columns}
            rows={nodes}
            keyOf={({ passage, index, createdAt }) => `${passage?.id ?? createdAt} ${index}`}
            nameOf={nameOf}
          />
          <Pager total={totalCount} page={page} onGo={setPage} />
        </>
      )}
    </Answer>
  );
}
