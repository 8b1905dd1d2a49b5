/** How the service runs: its parts, the search index, models, backups, settings, and what an examination finds. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { Guard } from '../../shell/guard.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Screen } from '../../ui/screen.js';
import { words } from '../../words/en.js';
import { Administration } from './administration.js';
import { DeadLetters } from './dead-letters.js';
import { operationsQuery, type Operations } from './operations.js';
import { Part } from './part.js';

const { operations } = words;
/** Parts come and go while the screen is open. */
const everyMs = 15_000;

const partColumns: readonly Column<Operations['parts'][number]>[] = [
  { key: 'name', title: operations.part, isHeading: true, cell: ({ name }) => name },
  {
    key: 'state',
    title: operations.state,
    cell: ({ isThere }) => (
      <span className={isThere ? 'chip' : 'chip is-warn'}>{isThere ? operations.there : operations.away}</span>
    ),
  },
  { key: 'ms', title: operations.takes, isNumber: true, cell: ({ ms }) => operations.ms(ms) },
  {
    key: 'needed',
    title: operations.needed,
    cell: ({ isRequired }) => (isRequired ? operations.isNeeded : operations.isNotNeeded),
  },
];

const indexColumns: readonly Column<Operations['indexes'][number]>[] = [
  { key: 'name', title: operations.index, isHeading: true, cell: ({ name }) => name },
  { key: 'state', title: operations.state, cell: ({ state }) => state.toLowerCase() },
  {
    key: 'complete',
    title: operations.complete,
    cell: ({ complete }) => (complete ? operations.complete : operations.incomplete),
  },
];

const modelColumns: readonly Column<Operations['models'][number]>[] = [
  { key: 'name', title: operations.model, isHeading: true, cell: ({ name }) => name },
  { key: 'state', title: operations.state, cell: ({ state }) => state.toLowerCase() },
  { key: 'dimensions', title: operations.dimensions, isNumber: true, cell: ({ dimensions }) => String(dimensions) },
  {
    key: 'vectors',
    title: operations.vectors,
    cell: ({ passages, missing }) => operations.ofPassages(passages - missing, passages),
  },
];

function Service(): JSX.Element {
  const query = useAsk(operationsQuery, {}, { every: everyMs });
  return (
    <Answer of={query}>
      {({ operations: { mode, waiting, oldestSeconds, deadLetters, parts, indexes, models } }) => (
        <>
          <Part
            title={operations.health}
            about={mode === 'EMBEDDED' ? operations.healthOf.embedded : operations.healthOf.server}
          >
            <DataTable
              caption={operations.health}
              columns={partColumns}
              rows={parts}
              keyOf={({ name }) => name}
              nameOf={({ name }) => name}
            />
          </Part>
          <Part
            title={operations.parity}
            about={indexes.length === 0 ? operations.noIndex : operations.lag(waiting, oldestSeconds)}
          >
            {indexes.length > 0 && (
              <DataTable
                caption={operations.parity}
                columns={indexColumns}
                rows={indexes}
                keyOf={({ name }) => name}
                nameOf={({ name }) => name}
              />
            )}
          </Part>
          <Part
            title={operations.deadLetters}
            about={deadLetters === 0 ? operations.noDeadLetters : operations.deadLettersHint}
          >
            {deadLetters > 0 && <DeadLetters />}
          </Part>
          <Part title={operations.models}>
            <DataTable
              caption={operations.models}
              columns={modelColumns}
              rows={models}
              keyOf={({ name }) => name}
              nameOf={({ name }) => name}
            />
          </Part>
        </>
      )}
    </Answer>
  );
}

export function OperationsScreen(): JSX.Element {
  const mayRun = useMay('OPERATIONS_RUN');
  const mayAudit = useMay('ACCOUNTS_MANAGE');
  return (
    <Guard action="OPERATIONS_READ">
      <Screen
        title={operations.title}
        about={operations.about}
        actions={
          mayAudit && (
            <Link to="/audit" className="button secondary">
              {operations.audit}
            </Link>
          )
        }
      >
        <Service />
        {mayRun && <Administration />}
      </Screen>
    </Guard>
  );
}
