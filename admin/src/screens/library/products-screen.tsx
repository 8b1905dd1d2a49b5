/** All products. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { graphql } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { CsvButton } from '../../bulk/csv-button.js';
import { productCsvQuery } from '../../bulk/operations.js';
import { CatalogueFilter } from '../../catalogue/catalogue-filter.js';
import { productFilterOf, productOrderOf } from '../../list/catalogue-filters.js';
import { FilterBar, TextFilter } from '../../list/filter-bar.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import type { Column } from '../../ui/data-table.js';
import { words } from '../../words/en.js';
import { CatalogueList } from './catalogue-list.js';
import { aliasesOf, changed, type Row } from './catalogue-parts.js';

const productsQuery = graphql(`
  query Products($filter: ProductFilterInput!, $orderBy: ProductOrder!, $first: Int!, $offset: Int!) {
    list: products(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        slug
        name
        aliases
        homepage
        updatedAt
        vendor {
          slug
          name
        }
        latestVersion {
          slug
          label
        }
      }
    }
  }
`);

type ProductRow = Row<typeof productsQuery>;

const titles = words.library.columns;
const { filters } = words.library;

const productColumns: readonly Column<ProductRow>[] = [
  {
    key: 'name',
    title: titles.name,
    isHeading: true,
    orders: ['NAME_ASC', 'NAME_DESC'],
    cell: ({ slug, name }, place) => (
      <Link to="/products/$product" params={{ product: slug }} search={place}>
        {name}
      </Link>
    ),
  },
  { key: 'vendor', title: titles.vendor, orders: ['VENDOR_ASC', 'VENDOR_DESC'], cell: ({ vendor }) => vendor.name },
  { key: 'latest', title: titles.latest, cell: ({ latestVersion }) => latestVersion?.label ?? '—' },
  { key: 'aliases', title: titles.aliases, cell: aliasesOf },
  {
    key: 'documents',
    title: titles.documents,
    cell: ({ slug }) => (
      <Link to="/documents" search={{ product: slug }}>
        {words.library.show}
      </Link>
    ),
  },
  changed,
  { key: 'homepage', title: titles.homepage, isExtra: true, cell: ({ homepage }) => homepage ?? '—' },
];

export function ProductsScreen(): JSX.Element {
  const address = useListAddress();
  const filter = productFilterOf(address.filters);
  const query = useAsk(productsQuery, {
    filter,
    orderBy: productOrderOf(address.order),
    first: pageSize,
    offset: (address.page - 1) * pageSize,
  });
  return (
    <CatalogueList
      list="PRODUCTS"
      kind="PRODUCT"
      title={words.library.products}
      address={address}
      columns={productColumns}
      query={query}
      nameOf={({ name }) => name}
      firstOrder="NAME_ASC"
      csv={(amount) => (
        <CsvButton
          query={productCsvQuery}
          filter={filter}
          name="products"
          label={words.library.csvOfProducts(amount)}
        />
      )}
    >
      <FilterBar address={address}>
        <TextFilter address={address} name="q" label={filters.name} isMain />
        <CatalogueFilter address={address} chosen={{ kind: 'VENDOR' }} label={filters.vendor} />
      </FilterBar>
    </CatalogueList>
  );
}
