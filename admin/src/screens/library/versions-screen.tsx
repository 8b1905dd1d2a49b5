/** All versions. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { graphql } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { CsvButton } from '../../bulk/csv-button.js';
import { versionCsvQuery } from '../../bulk/operations.js';
import { CatalogueFilter } from '../../catalogue/catalogue-filter.js';
import { versionFilterOf, versionOrderOf, versionStates } from '../../list/catalogue-filters.js';
import { ChoiceFilter, FilterBar, TextFilter } from '../../list/filter-bar.js';
import { pageSize, useListAddress } from '../../list/list-address.js';
import type { Column } from '../../ui/data-table.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import { CatalogueList } from './catalogue-list.js';
import { aliasesOf, changed, type Row } from './catalogue-parts.js';

const versionsQuery = graphql(`
  query Versions($filter: VersionFilterInput!, $orderBy: VersionOrder!, $first: Int!, $offset: Int!) {
    list: versions(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        slug
        label
        order
        state
        isLatest
        preview
        releasedOn
        endOfLife
        aliases
        documentCount
        chunkCount
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

type VersionRow = Row<typeof versionsQuery>;

const titles = words.library.columns;
const { filters } = words.library;

const versionColumns: readonly Column<VersionRow>[] = [
  {
    key: 'label',
    title: titles.version,
    isHeading: true,
    orders: ['PRODUCT_ASC', 'PRODUCT_DESC'],
    cell: ({ slug, label, product, isLatest, preview, state }, place) => (
      <>
        <Link to="/versions/$product/$version" params={{ product: product.slug, version: slug }} search={place}>
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
    cell: ({ releasedOn }) => (releasedOn === null ? '—' : <time dateTime={releasedOn}>{releasedOn}</time>),
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
  { key: 'preview', title: filters.preview, isExtra: true, cell: ({ preview }) => (preview ? words.yes : words.no) },
  {
    key: 'order',
    title: words.fields.order,
    isExtra: true,
    cell: ({ label, order }) => (order === label ? '—' : order),
  },
  { key: 'endOfLife', title: titles.endOfLife, isExtra: true, cell: ({ endOfLife }) => endOfLife ?? '—' },
  { key: 'aliases', title: titles.aliases, isExtra: true, cell: aliasesOf },
  {
    key: 'chunks',
    title: titles.chunks,
    isExtra: true,
    isNumber: true,
    cell: ({ chunkCount }) => number(chunkCount),
  },
];

export function VersionsScreen(): JSX.Element {
  const address = useListAddress();
  const filter = versionFilterOf(address.filters);
  const query = useAsk(versionsQuery, {
    filter,
    orderBy: versionOrderOf(address.order),
    first: pageSize,
    offset: (address.page - 1) * pageSize,
  });
  return (
    <CatalogueList
      list="VERSIONS"
      kind="VERSION"
      title={words.library.versions}
      address={address}
      columns={versionColumns}
      query={query}
      nameOf={({ label, product: { name } }) => `${name} ${label}`}
      firstOrder="PRODUCT_ASC"
      csv={(amount) => (
        <CsvButton
          query={versionCsvQuery}
          filter={filter}
          name="versions"
          label={words.library.csvOfVersions(amount)}
        />
      )}
    >
      <FilterBar address={address}>
        <TextFilter address={address} name="q" label={filters.label} isMain />
        <CatalogueFilter address={address} chosen={{ kind: 'VENDOR' }} label={filters.vendor} />
        <CatalogueFilter address={address} chosen={{ kind: 'PRODUCT' }} label={filters.product} />
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
          choices={versionStates.map((name) => [name, words.states[name]])}
        />
      </FilterBar>
    </CatalogueList>
  );
}
