/** What versions should have beside what they have. */
import type { JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Empty } from '../../ui/empty.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { useWithdraw } from '../../settings/use-withdraw.js';
import { expectationsQuery, type Expectation } from './operations.js';

const titles = words.coverage.columns;

function nameOf({ productSlug, kind }: Expectation): string {
  return `${productSlug}, ${words.documentKinds[kind]}`;
}

function Withdraw({ expectation }: { readonly expectation: Expectation }): JSX.Element | null {
  const { withdraw, isPending } = useWithdraw();
  const mayEdit = useMay('CURATION_EDIT');
  if (!mayEdit || expectation.declaredBy !== 'CURATOR') return null;
  return (
    <button
      type="button"
      className="secondary small"
      aria-label={words.coverage.withdrawOf(nameOf(expectation))}
      disabled={isPending}
      onClick={() => {
        withdraw(expectation);
      }}
    >
      {words.coverage.withdraw}
    </button>
  );
}

const columns: readonly Column<Expectation>[] = [
  {
    key: 'what',
    title: titles.what,
    isHeading: true,
    cell: (expectation) => (
      <>
        {nameOf(expectation)}
        {expectation.note !== null && (
          <span className="minor" dir="auto">
            {expectation.note}
          </span>
        )}
      </>
    ),
  },
  { key: 'versions', title: titles.versions, cell: ({ from, to }) => words.coverage.bounds(from, to) },
  {
    key: 'says',
    title: titles.says,
    cell: ({ isExpected }) => (isExpected ? words.coverage.expected : words.coverage.notExpected),
  },
  {
    key: 'missing',
    title: titles.missing,
    cell: ({ isExpected, missing, versionCount }) =>
      isExpected
        ? words.coverage.missingOf(
            missing.nodes.map(({ label }) => label),
            versionCount,
          )
        : '',
  },
  {
    key: 'who',
    title: titles.who,
    cell: ({ declaredBy, callerName, declaredAt }) => (
      <>
        {declaredBy === 'MANIFEST' ? words.coverage.manifest : callerName}, <When at={declaredAt} />
      </>
    ),
  },
  { key: 'actions', title: titles.actions, cell: (expectation) => <Withdraw expectation={expectation} /> },
];

export function Expectations({ product }: { readonly product: string | undefined }): JSX.Element {
  const query = useAsk(expectationsQuery, { product: product ?? null });
  return (
    <Answer of={query}>
      {({ expectations: { nodes, totalCount } }) =>
        totalCount === 0 ? (
          <Empty title={words.coverage.noExpectations}>
            <p>{words.coverage.noExpectationsText}</p>
          </Empty>
        ) : (
          <>
            <DataTable
              caption={words.coverage.expectations}
              columns={columns}
              rows={nodes}
              keyOf={({ id }) => id}
              nameOf={nameOf}
            />
            {totalCount > nodes.length && <p className="soft">{words.coverage.moreExpectations(totalCount)}</p>}
          </>
        )
      }
    </Answer>
  );
}
