/** How much is published over time, as a line and as a table, and what changed last. */
import { useId, type JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { When } from '../../ui/when.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import { trendQuery, type CoverageChange, type TrendDay } from './operations.js';
import { stepsOf } from './trend-steps.js';

const titles = words.coverage.changeColumns;
const size = { width: 640, height: 96 };

const dayColumns: readonly Column<TrendDay>[] = [
  { key: 'day', title: titles.day, isHeading: true, cell: ({ day }) => day },
  { key: 'documents', title: titles.documents, isNumber: true, cell: ({ documents }) => number(documents) },
  { key: 'chunks', title: titles.chunks, isNumber: true, cell: ({ chunks }) => number(chunks) },
];

const nameOf = ({ product, version, kind }: CoverageChange): string =>
  `${product} ${version}, ${words.documentKinds[kind]}`;

const changeColumns: readonly Column<CoverageChange>[] = [
  { key: 'what', title: titles.what, isHeading: true, cell: nameOf },
  {
    key: 'documents',
    title: titles.documents,
    isNumber: true,
    cell: ({ documentsBefore, documentCount }) => words.coverage.change(documentsBefore, documentCount),
  },
  {
    key: 'chunks',
    title: titles.chunks,
    isNumber: true,
    cell: ({ chunksBefore, chunkCount }) => words.coverage.change(chunksBefore, chunkCount),
  },
  { key: 'when', title: titles.when, cell: ({ at }) => <When at={at} /> },
];

interface LineProps {
  readonly days: readonly TrendDay[];
  /** Where it ends, in milliseconds since 1970. */
  readonly now: number;
}

function Line({ days, now }: LineProps): JSX.Element | null {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return null;
  const label = words.coverage.trendOf(first.day, last.day, first.documents, last.documents);
  return (
    <figure className="trend">
      <svg viewBox={`0 0 ${String(size.width)} ${String(size.height)}`} role="img" aria-label={label}>
        <polyline points={stepsOf(days, size, now)} />
      </svg>
      <figcaption className="soft">{label}</figcaption>
      <details>
        <summary>{words.coverage.days}</summary>
        <DataTable
          caption={words.coverage.trend}
          columns={dayColumns}
          rows={days.toReversed()}
          keyOf={({ day }) => day}
          nameOf={({ day }) => day}
        />
      </details>
    </figure>
  );
}

export function Trend({ product }: { readonly product: string | undefined }): JSX.Element {
  const id = useId();
  const query = useAsk(trendQuery, { product: product ?? null });
  return (
    <section className="part" aria-labelledby={id}>
      <h2 id={id}>{words.coverage.trend}</h2>
      <p className="soft">{words.coverage.trendAbout}</p>
      <Answer of={query}>
        {({ coverageTrend, coverageChanges: { nodes, totalCount } }) => (
          <>
            {coverageTrend.length === 0 ? (
              <p>{words.coverage.noTrend}</p>
            ) : (
              <Line days={coverageTrend} now={query.dataUpdatedAt} />
            )}
            <h3>{words.coverage.changes}</h3>
            {totalCount === 0 ? (
              <p>{words.coverage.noChanges}</p>
            ) : (
              <DataTable
                caption={words.coverage.changes}
                columns={changeColumns}
                rows={nodes}
                keyOf={(change) => `${change.at} ${nameOf(change)}`}
                nameOf={nameOf}
              />
            )}
            {totalCount > nodes.length && <p className="soft">{words.coverage.moreChanges(totalCount)}</p>}
          </>
        )}
      </Answer>
    </section>
  );
}
