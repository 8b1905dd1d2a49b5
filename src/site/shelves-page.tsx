/** The front page: the search box, and what stands on the shelves. */
import type { JSX } from 'preact';
import { ConnectClient } from './connect-client.js';
import { Layout } from './layout.js';
import { EmptyLibrary, IngestProgress } from './library-state.js';
import type { ShelvesData } from './operations/shelves-page.js';
import { counted, searchLink } from './page-name.js';
import { SearchForm } from './search-form.js';

interface ShelvesPageProps {
  readonly data: ShelvesData;
  readonly mcpUrl: string;
  readonly markdownLink: string;
}

export function ShelvesPage({ data, mcpUrl, markdownLink }: ShelvesPageProps): JSX.Element {
  const { library, vendors } = data;
  return (
    <Layout title="McDewey" withSearch={false} markdownLink={markdownLink}>
      <div class="intro">
        <h1>The manuals, by version and page</h1>
        <p>
          {library.chunks === 0
            ? 'A library of technical documentation.'
            : `${counted(library.documents, 'document')} of ${counted(library.products, 'product')} in ${counted(library.versions, 'version')}.`}
        </p>
      </div>
      <SearchForm query="" product={undefined} version={undefined} products={data.products} />
      <IngestProgress ingestJobs={data.ingestJobs} />
      {library.chunks === 0 && <EmptyLibrary ingestJobs={data.ingestJobs} />}
      {vendors.nodes.length > 0 && (
        <section class="shelves" aria-labelledby="shelves">
          <h2 id="shelves">On the shelves</h2>
          <p class="path">
            <a href="/coverage">What is there, and what is missing</a>
          </p>
          {vendors.nodes.map((vendor) => (
            <section class="vendor">
              <h3>{vendor.name}</h3>
              <ul>
                {vendor.products.nodes.map((product) => (
                  <ProductItem product={product} />
                ))}
              </ul>
              {vendor.products.totalCount > vendor.products.nodes.length && (
                <p class="path">
                  and {counted(vendor.products.totalCount - vendor.products.nodes.length, 'more product')}
                </p>
              )}
            </section>
          ))}
          {vendors.pageInfo.hasNextPage && vendors.pageInfo.endCursor !== null && (
            <p class="more">
              <a href={searchLink({ query: '', after: vendors.pageInfo.endCursor })}>More vendors</a>
            </p>
          )}
        </section>
      )}
      <ConnectClient mcpUrl={mcpUrl} />
    </Layout>
  );
}

type Product = ShelvesData['vendors']['nodes'][number]['products']['nodes'][number];

function ProductItem({ product }: { readonly product: Product }): JSX.Element {
  const { versions } = product;
  return (
    <li>
      <a class="product" href={searchLink({ query: '', product: product.slug })}>
        {product.name}
      </a>
      <ul class="versions">
        {versions.nodes.map((version) => (
          <li>
            <a href={searchLink({ query: '', product: product.slug, version: version.slug })}>{version.label}</a>{' '}
            <small>
              {counted(version.documentCount, 'document')}
              {version.isLatest && ', latest'}
              {version.preview && ', preview'}
            </small>
          </li>
        ))}
        {versions.totalCount > versions.nodes.length && (
          <li>
            <a href={searchLink({ query: '', product: product.slug })}>
              {versions.totalCount - versions.nodes.length} more
            </a>
          </li>
        )}
      </ul>
    </li>
  );
}
