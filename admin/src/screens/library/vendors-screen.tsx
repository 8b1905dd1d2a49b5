/** All vendors. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { graphql } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { CsvButton } from '../../bulk/csv-button.js';
import { vendorCsvQuery } from '../../bulk/operations.js';
import { vendorFilterOf, vendorOrderOf } from '../../list/catalogue-filters.js';
import { FilterBar, TextFilter } from '../../list/filter-bar.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import type { Column } from '../../ui/data-table.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import { CatalogueList } from './catalogue-list.js';
import { aliasesOf, changed, type Row } from './catalogue-parts.js';

const vendorsQuery = graphql(`
  query Vendors($filter: VendorFilterInput!, $orderBy: VendorOrder!, $first: Int!, $offset: Int!) {
    list: vendors(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        slug
        name
        aliases
        updatedAt
        products(first: 1) {
          totalCount
        }
      }
    }
  }
`);

type VendorRow = Row<typeof vendorsQuery>;

const titles = words.library.columns;
const { filters } = words.library;

const vendorColumns: readonly Column<VendorRow>[] = [
  {
    key: 'name',
    title: titles.name,
    isHeading: true,
    orders: ['NAME_ASC', 'NAME_DESC'],
    cell: ({ slug, name }, place) => (
      <Link to="/vendors/$vendor" params={{ vendor: slug }} search={place}>
        {name}
      </Link>
    ),
  },
  { key: 'aliases', title: titles.aliases, cell: aliasesOf },
  {
    key: 'products',
    title: words.library.products,
    isNumber: true,
    cell: ({ slug, products }) => (
      <Link to="/products" search={{ vendor: slug }}>
        {number(products.totalCount)}
      </Link>
    ),
  },
  changed,
];

export function VendorsScreen(): JSX.Element {
  const address = useListAddress();
  const filter = vendorFilterOf(address.filters);
  const query = useAsk(vendorsQuery, {
    filter,
    orderBy: vendorOrderOf(address.order),
    first: pageSize,
    offset: (address.page - 1) * pageSize,
  });
  return (
    <CatalogueList
      list="VENDORS"
      kind="VENDOR"
      title={words.library.vendors}
      address={address}
      columns={vendorColumns}
      query={query}
      nameOf={({ name }) => name}
      firstOrder="NAME_ASC"
      csv={(amount) => (
        <CsvButton query={vendorCsvQuery} filter={filter} name="vendors" label={words.library.csvOfVendors(amount)} />
      )}
    >
      <FilterBar address={address}>
        <TextFilter address={address} name="q" label={filters.name} isMain />
      </FilterBar>
    </CatalogueList>
  );
}
