/** What the library holds and lacks: a matrix of products or versions and kinds, and what is expected of them. */
import { useId, useState, type JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { CatalogueFilter } from '../../catalogue/catalogue-filter.js';
import { ChoiceFilter, FilterBar } from '../../list/filter-bar.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import type { Search } from '../../list/shown.js';
import { Pager } from '../../list/pager.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { words } from '../../words/en.js';
import { CellDialog } from './cell-dialog.js';
import { gapStates, searchOf } from './cell-state.js';
import './coverage.css';
import { Expectations } from './expectations.js';
import { Matrix } from './matrix.js';
import { matrixQuery, type MatrixCell } from './operations.js';
import { Trend } from './trend.js';

const dimensions = ['VENDOR', 'PRODUCT', 'VERSION'] as const;

/** Products of all vendors, or versions of one product, unless the address says otherwise. */
function rowsOf({ rows, product }: Search): (typeof dimensions)[number] {
  return dimensions.find((name) => name === rows) ?? (product === undefined ? 'PRODUCT' : 'VERSION');
}

function Coverage(): JSX.Element {
  const address = useListAddress();
  const [open, setOpen] = useState<MatrixCell | null>(null);
  const { vendor, product, show } = address.filters;
  const rows = rowsOf(address.filters);
  const query = useAsk(matrixQuery, {
    rows,
    first: pageSize,
    offset: (address.page - 1) * pageSize,
    filter: {
      ...(vendor !== undefined && { vendors: [vendor] }),
      ...(product !== undefined && { products: [product] }),
      ...(show === 'gaps' && { states: gapStates }),
    },
  });
  const within: Search = { ...(vendor !== undefined && { vendor }), ...(product !== undefined && { product }) };
  return (
    <>
      <FilterBar address={address}>
        <CatalogueFilter address={address} chosen={{ kind: 'VENDOR' }} label={words.subjects.VENDOR} />
        <CatalogueFilter address={address} chosen={{ kind: 'PRODUCT' }} label={words.subjects.PRODUCT} />
        <ChoiceFilter
          address={address}
          name="rows"
          label={words.coverage.rows}
          any={words.coverage.rowsOf[rows]}
          choices={dimensions.map((name) => [name, words.coverage.rowsOf[name]] as const)}
        />
        <ChoiceFilter
          address={address}
          name="show"
          label={words.coverage.show}
          any={words.coverage.everything}
          choices={[['gaps', words.coverage.gaps]]}
        />
      </FilterBar>
      <Answer of={query}>
        {({ coverage }) =>
          coverage.rows.totalCount === 0 ? (
            <Empty title={show === 'gaps' ? words.coverage.noGaps : words.coverage.empty} />
          ) : (
            <>
              <Matrix
                matrix={coverage}
                corner={words.subjects[rows]}
                onOpen={setOpen}
                onRow={(row) => {
                  address.change({ ...searchOf(row), rows: undefined });
                }}
              />
              <Pager total={coverage.rows.totalCount} page={address.page} onGo={address.goTo} />
            </>
          )
        }
      </Answer>
      {open !== null && (
        <CellDialog
          cell={open}
          within={within}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </>
  );
}

export function CoverageScreen(): JSX.Element {
  const id = useId();
  const { filters } = useListAddress();
  return (
    <Guard action="CURATION_READ">
      <Screen
        title={words.coverage.title}
        about={words.coverage.about}
        actions={
          <a className="button secondary" href="/coverage">
            {words.coverage.readingPage}
          </a>
        }
      >
        <Coverage />
        <Trend product={filters['product']} />
        <section className="part" aria-labelledby={id}>
          <h2 id={id}>{words.coverage.expectations}</h2>
          <p className="soft">{words.coverage.expectationsAbout}</p>
          <Expectations product={filters['product']} />
        </section>
      </Screen>
    </Guard>
  );
}
