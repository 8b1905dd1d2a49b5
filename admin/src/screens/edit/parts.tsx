/** What stands below a vendor, a product or a version. */
import { Link } from '@tanstack/react-router';
import type { JSX, ReactNode } from 'react';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { words } from '../../words/en.js';
import { number } from '../../words/common.js';

const versionsQuery = graphql(`
  query VersionsOf($product: String!) {
    versions(first: 100, filter: { products: [$product], states: [PUBLISHED, DRAFT, HIDDEN] }) {
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
      }
    }
  }
`);

const productsQuery = graphql(`
  query ProductsOf($vendor: String!) {
    vendor(slug: $vendor) {
      products(first: 100) {
        totalCount
        nodes {
          id
          slug
          name
          latestVersion {
            label
          }
        }
      }
    }
  }
`);

const documentsQuery = graphql(`
  query DocumentsOf($product: String!, $version: String!) {
    product(slug: $product) {
      version(label: $version) {
        documents(first: 100) {
          totalCount
          nodes {
            id
            slug
            title
            kind
            pageCount
            pagesWithoutText
          }
        }
      }
    }
  }
`);

type ProductPart = NonNullable<ResultOf<typeof productsQuery>['vendor']>['products']['nodes'][number];
type VersionPart = ResultOf<typeof versionsQuery>['versions']['nodes'][number];
type Documents = NonNullable<NonNullable<ResultOf<typeof documentsQuery>['product']>['version']>['documents'];
type DocumentPart = Documents['nodes'][number];

const titles = words.edit.columns;

function WithoutText({ pages }: { readonly pages: number }): JSX.Element | null {
  return pages > 0 ? <span className="minor">{words.edit.noText(pages)}</span> : null;
}

/** Where the reading pages tell what changed between two versions. */
const comparison = (product: string, from: string, to: string): string =>
  `/compare/${[product, `${encodeURIComponent(from)}..${encodeURIComponent(to)}`].join('/')}`;

/** @param olderThan gives the version before one. */
const versionColumns = (
  product: string,
  olderThan: (slug: string) => VersionPart | undefined,
): readonly Column<VersionPart>[] => [
  {
    key: 'version',
    title: titles.version,
    isHeading: true,
    cell: ({ slug, label, state, isLatest, preview }) => (
      <>
        <Link to="/versions/$product/$version" params={{ product, version: slug }}>
          {label}
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
    cell: ({ releasedOn }) => (releasedOn === null ? '—' : <time dateTime={releasedOn}>{releasedOn}</time>),
  },
  {
    key: 'documents',
    title: titles.documents,
    isNumber: true,
    cell: ({ documentCount, pagesWithoutText }) => (
      <>
        {number(documentCount)}
        <WithoutText pages={pagesWithoutText} />
      </>
    ),
  },
  {
    key: 'changes',
    title: titles.changes,
    cell: ({ slug, label }) => {
      const older = olderThan(slug);
      if (older === undefined) return '—';
      return (
        <a href={comparison(product, older.slug, slug)} aria-label={words.edit.changesOf(label, older.label)}>
          {words.edit.since(older.label)}
        </a>
      );
    },
  },
];

const productColumns: readonly Column<ProductPart>[] = [
  {
    key: 'product',
    title: titles.product,
    isHeading: true,
    cell: ({ slug, name }) => (
      <Link to="/products/$product" params={{ product: slug }} dir="auto">
        {name}
      </Link>
    ),
  },
  { key: 'latest', title: titles.latest, cell: ({ latestVersion }) => latestVersion?.label ?? '—' },
];

const documentColumns = (product: string, version: string): readonly Column<DocumentPart>[] => [
  {
    key: 'title',
    title: titles.title,
    isHeading: true,
    cell: ({ slug, title }) => (
      <Link to="/documents/$product/$version/$document" params={{ product, version, document: slug }}>
        {title}
      </Link>
    ),
  },
  { key: 'kind', title: titles.kind, cell: ({ kind }) => words.documentKinds[kind] },
  {
    key: 'pages',
    title: titles.pages,
    isNumber: true,
    cell: ({ pageCount, pagesWithoutText }) => (
      <>
        {pageCount === null ? '—' : number(pageCount)}
        <WithoutText pages={pagesWithoutText} />
      </>
    ),
  },
];

interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly nameOf: (row: Row) => string;
}

/** @param all leads to the list of all of them. */
function Part<Row extends { readonly id: string }>({
  all,
  ...table
}: TableProps<Row> & { readonly all: ReactNode }): JSX.Element {
  if (table.rows.length === 0) return <p className="soft">{words.edit.noneBelow}</p>;
  return (
    <>
      <p className="soft">{all}</p>
      <DataTable {...table} keyOf={({ id }) => id} />
    </>
  );
}

export function ProductsOf({ vendor }: { readonly vendor: string }): JSX.Element {
  const query = useAsk(productsQuery, { vendor });
  return (
    <section className="part" aria-labelledby="products-title">
      <h2 id="products-title">{words.edit.products}</h2>
      <Answer of={query}>
        {({ vendor: found }) => {
          const { nodes, totalCount } = found?.products ?? { nodes: [], totalCount: 0 };
          const all = (
            <Link to="/products" search={{ vendor } as never}>
              {words.edit.productsHere(nodes.length, totalCount)}
            </Link>
          );
          return (
            <Part
              caption={words.edit.products}
              columns={productColumns}
              rows={nodes}
              nameOf={({ name }) => name}
              all={all}
            />
          );
        }}
      </Answer>
    </section>
  );
}

export function VersionsOf({ product }: { readonly product: string }): JSX.Element {
  const query = useAsk(versionsQuery, { product });
  return (
    <section className="part">
      <h2>{words.edit.versions}</h2>
      <Answer of={query}>
        {({ versions: { nodes, totalCount } }) => {
          const all = (
            <Link to="/versions" search={{ product } as never}>
              {words.edit.versionsHere(nodes.length, totalCount)}
            </Link>
          );
          // The reading pages compare what is published.
          const readable = nodes.filter(({ state }) => state === 'PUBLISHED');
          const columns = versionColumns(product, (slug) => {
            const at = readable.findIndex((version) => version.slug === slug);
            return at < 0 ? undefined : readable[at + 1];
          });
          return (
            <Part
              caption={words.edit.versions}
              columns={columns}
              rows={nodes}
              nameOf={({ label }) => label}
              all={all}
            />
          );
        }}
      </Answer>
    </section>
  );
}

export function DocumentsOf({ product, version }: { readonly product: string; readonly version: string }): JSX.Element {
  const query = useAsk(documentsQuery, { product, version });
  return (
    <section className="part">
      <h2>{words.edit.documents}</h2>
      <Answer of={query}>
        {({ product: found }) => {
          const { nodes, totalCount } = found?.version?.documents ?? { nodes: [], totalCount: 0 };
          const all = (
            <Link to="/documents" search={{ product, version } as never}>
              {words.edit.documentsHere(nodes.length, totalCount)}
            </Link>
          );
          const columns = documentColumns(product, version);
          return (
            <Part
              caption={words.edit.documents}
              columns={columns}
              rows={nodes}
              nameOf={({ title }) => title}
              all={all}
            />
          );
        }}
      </Answer>
    </section>
  );
}
