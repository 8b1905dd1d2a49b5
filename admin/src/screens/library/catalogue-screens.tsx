/** All vendors, products and versions. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { useCatalogueChoices } from '../../list/catalogue-choices.js';
import { ChoiceFilter, FilterBar, TextFilter } from '../../list/filter-bar.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import type { Column } from '../../ui/data-table.js';
import { When } from '../../ui/when.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import { CatalogueList } from './catalogue-list.js';

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

const productsQuery = graphql(`
  query Products($filter: ProductFilterInput!, $orderBy: ProductOrder!, $first: Int!, $offset: Int!) {
    list: products(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        slug
        name
        aliases
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

const versionsQuery = graphql(`
  query Versions($filter: VersionFilterInput!, $orderBy: VersionOrder!, $first: Int!, $offset: Int!) {
    list: versions(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        slug
        label
        state
        isLatest
        preview
        releasedOn
        documentCount
        pagesWithoutText
        updatedAt
        product {
          slug
          name
        }
      }
    }
  }
`);

type Row<Query> = ResultOf<Query> extends { list: { nodes: readonly (infer Node)[] } } ? Node : never;
type VendorRow = Row<typeof vendorsQuery>;
type ProductRow = Row<typeof productsQuery>;
type VersionRow = Row<typeof versionsQuery>;

const titles = words.library.columns;
const { filters } = words.library;

const changed: Pick<Column<{ updatedAt: string }>, 'key' | 'title' | 'orders' | 'cell'> = {
  key: 'changed',
  title: titles.changed,
  orders: ['UPDATED_AT_DESC', 'UPDATED_AT_ASC'],
  cell: ({ updatedAt }) => <When at={updatedAt} />,
};

const aliasesOf = ({ aliases }: { readonly aliases: readonly string[] }): string => aliases.join(', ');

const vendorColumns: readonly Column<VendorRow>[] = [
  {
    key: 'name',
    title: titles.name,
    isHeading: true,
    orders: ['NAME_ASC', 'NAME_DESC'],
    cell: ({ slug, name }) => (
      <Link to="/vendors/$vendor" params={{ vendor: slug }}>
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

const productColumns: readonly Column<ProductRow>[] = [
  {
    key: 'name',
    title: titles.name,
    isHeading: true,
    orders: ['NAME_ASC', 'NAME_DESC'],
    cell: ({ slug, name }) => (
      <Link to="/products/$product" params={{ product: slug }}>
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
];

const versionColumns: readonly Column<VersionRow>[] = [
  {
    key: 'label',
    title: titles.version,
    isHeading: true,
    orders: ['PRODUCT_ASC', 'PRODUCT_DESC'],
    cell: ({ slug, label, product, isLatest, preview, state }) => (
      <>
        <Link to="/versions/$product/$version" params={{ product: product.slug, version: slug }}>
          {product.name} {label}
        </Link>{' '}
        {isLatest && <span className="chip is-good">{words.edit.latest}</span>}
        {preview && <span className="chip">{words.edit.preview}</span>}
        {state !== 'PUBLISHED' && <span className="chip is-warn">{words.states[state]}</span>}
      </>
    ),
  },
  {
    key: 'released',
    title: titles.released,
    orders: ['RELEASED_ON_DESC', 'RELEASED_ON_ASC'],
    cell: ({ releasedOn }) => releasedOn ?? '—',
  },
  {
    key: 'documents',
    title: titles.documents,
    isNumber: true,
    cell: ({ slug, product, documentCount }) => (
      <Link to="/documents" search={{ product: product.slug, version: slug }}>
        {number(documentCount)}
      </Link>
    ),
  },
  { key: 'text', title: titles.noText, isNumber: true, cell: ({ pagesWithoutText }) => number(pagesWithoutText) },
  changed,
];

/** "NAME_ASC" as the API takes it. */
function orderOf<Field extends string>(
  order: string | undefined,
  fields: readonly Field[],
): { field: Field; direction: 'ASC' | 'DESC' } {
  const found = fields.find((field) => order === `${field}_ASC` || order === `${field}_DESC`);
  const [first] = fields;
  if (found !== undefined) return { field: found, direction: order?.endsWith('_DESC') === true ? 'DESC' : 'ASC' };
  if (first === undefined) throw new Error('a list has an order');
  return { field: first, direction: 'ASC' };
}

const nameFilter = (q: string | undefined): { nameContains?: string } => (q === undefined ? {} : { nameContains: q });

export function VendorsScreen(): JSX.Element {
  const address = useListAddress();
  const query = useAsk(vendorsQuery, {
    filter: nameFilter(address.filters['q']),
    orderBy: orderOf(address.order, ['NAME', 'UPDATED_AT']),
    first: pageSize,
    offset: (address.page - 1) * pageSize,
  });
  return (
    <CatalogueList
      title={words.library.vendors}
      address={address}
      columns={vendorColumns}
      query={query}
      nameOf={({ name }) => name}
      firstOrder="NAME_ASC"
    >
      <FilterBar address={address}>
        <TextFilter address={address} name="q" label={filters.name} isMain />
      </FilterBar>
    </CatalogueList>
  );
}

export function ProductsScreen(): JSX.Element {
  const address = useListAddress();
  const { vendors } = useCatalogueChoices();
  const { q, vendor } = address.filters;
  const query = useAsk(productsQuery, {
    filter: { ...nameFilter(q), ...(vendor !== undefined && { vendors: [vendor] }) },
    orderBy: orderOf(address.order, ['NAME', 'VENDOR', 'UPDATED_AT']),
    first: pageSize,
    offset: (address.page - 1) * pageSize,
  });
  return (
    <CatalogueList
      title={words.library.products}
      address={address}
      columns={productColumns}
      query={query}
      nameOf={({ name }) => name}
      firstOrder="NAME_ASC"
    >
      <FilterBar address={address}>
        <TextFilter address={address} name="q" label={filters.name} isMain />
        <ChoiceFilter address={address} name="vendor" label={filters.vendor} choices={vendors} />
      </FilterBar>
    </CatalogueList>
  );
}

const states = ['HIDDEN', 'DRAFT', 'ARCHIVED'] as const;

export function VersionsScreen(): JSX.Element {
  const address = useListAddress();
  const { vendors, products } = useCatalogueChoices();
  const { q, vendor, product, preview, state } = address.filters;
  const query = useAsk(versionsQuery, {
    filter: {
      ...(q !== undefined && { labelContains: q }),
      ...(vendor !== undefined && { vendors: [vendor] }),
      ...(product !== undefined && { products: [product] }),
      ...(preview !== undefined && { preview: preview === 'yes' }),
      states: [states.find((name) => name === state) ?? 'PUBLISHED'],
    },
    orderBy: orderOf(address.order, ['PRODUCT', 'RELEASED_ON', 'UPDATED_AT']),
    first: pageSize,
    offset: (address.page - 1) * pageSize,
  });
  return (
    <CatalogueList
      title={words.library.versions}
      address={address}
      columns={versionColumns}
      query={query}
      nameOf={({ label, product: { name } }) => `${name} ${label}`}
      firstOrder="PRODUCT_ASC"
    >
      <FilterBar address={address}>
        <TextFilter address={address} name="q" label={filters.label} isMain />
        <ChoiceFilter address={address} name="vendor" label={filters.vendor} choices={vendors} />
        <ChoiceFilter address={address} name="product" label={filters.product} choices={products} />
        <ChoiceFilter
          address={address}
          name="preview"
          label={filters.preview}
          choices={[
            ['yes', words.library.onlyPreviews],
            ['no', words.library.noPreviews],
          ]}
        />
        <ChoiceFilter
          address={address}
          name="state"
          label={filters.state}
          any={words.states.PUBLISHED}
          choices={states.map((name) => [name, words.states[name]])}
        />
      </FilterBar>
    </CatalogueList>
  );
}
