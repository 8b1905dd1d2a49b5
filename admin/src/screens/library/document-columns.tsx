/** What the list of documents asks of each, and shows of it. */
import { Link } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { shownColumns, type Search, type Shown } from '../../list/shown.js';
import type { Column } from '../../ui/data-table.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';

export const documentsQuery = graphql(`
  query Documents(
    $filter: DocumentFilterInput!
    $orderBy: DocumentOrder!
    $first: Int!
    $offset: Int!
    $withStatedTitle: Boolean!
  ) {
    documents(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
      totalCount
      nodes {
        id
        slug
        title
        statedTitle @include(if: $withStatedTitle)
        kind
        language
        licence
        releasedOn
        state
        pageCount
        pagesWithoutText
        updatedAt
        version {
          slug
          label
          product {
            slug
            name
          }
        }
      }
    }
  }
`);

type DocumentRow = ResultOf<typeof documentsQuery>['documents']['nodes'][number];
const titles = words.library.columns;

const documentColumns: readonly Column<DocumentRow>[] = [
  {
    key: 'title',
    title: titles.title,
    isHeading: true,
    orders: ['TITLE_ASC', 'TITLE_DESC'],
    cell: ({ title, slug, version, state }, place) => (
      <>
        <Link
          to="/documents/$product/$version/$document"
          params={{ product: version.product.slug, version: version.slug, document: slug }}
          search={place}
          dir="auto"
        >
          {title}
        </Link>{' '}
        {state !== 'PUBLISHED' && <span className="chip is-warn">{words.states[state]}</span>}
      </>
    ),
  },
  {
    key: 'stated',
    title: titles.statedTitle,
    isExtra: true,
    // Until the answer that asks for it is there, the one before is shown: it says nothing of it.
    cell: ({ statedTitle }) =>
      statedTitle === null ? (
        '—'
      ) : (
        <span className="long" dir="auto">
          {statedTitle}
        </span>
      ),
  },
  {
    key: 'version',
    title: titles.version,
    orders: ['PATH_ASC', 'PATH_DESC'],
    cell: ({ version }) => `${version.product.name} ${version.label}`,
  },
  {
    key: 'kind',
    title: titles.kind,
    orders: ['KIND_ASC', 'KIND_DESC'],
    cell: ({ kind }) => words.documentKinds[kind],
  },
  { key: 'language', title: titles.language, cell: ({ language }) => language ?? '—' },
  {
    key: 'pages',
    title: titles.noText,
    isNumber: true,
    orders: ['NO_TEXT_DESC', 'NO_TEXT_ASC'],
    cell: ({ pagesWithoutText, pageCount }) =>
      pageCount === null ? '—' : words.library.ofPages(pagesWithoutText, pageCount),
  },
  {
    key: 'changed',
    title: titles.changed,
    orders: ['CHANGED_DESC', 'CHANGED_ASC'],
    cell: ({ updatedAt }) => <When at={updatedAt} />,
  },
  { key: 'slug', title: titles.slug, isExtra: true, cell: ({ slug }) => <code>{slug}</code> },
  { key: 'length', title: titles.length, isExtra: true, isNumber: true, cell: ({ pageCount }) => pageCount ?? '—' },
  { key: 'released', title: titles.released, isExtra: true, cell: ({ releasedOn }) => releasedOn ?? '—' },
  { key: 'licence', title: titles.licence, isExtra: true, cell: ({ licence }) => licence ?? '—' },
];

/** Where titles are looked for that say nothing, what the text says instead is one of the usual columns. */
export const documentColumnsFor = ({ titles: wanted }: Search): readonly Column<DocumentRow>[] =>
  wanted === undefined
    ? documentColumns
    : documentColumns.map(({ isExtra, ...column }) => ({
        ...column,
        ...(isExtra === true && column.key !== 'stated' && { isExtra }),
      }));

export const shownDocumentColumns = ({ filters, columns }: Pick<Shown, 'filters' | 'columns'>) =>
  shownColumns(documentColumnsFor(filters), columns);
