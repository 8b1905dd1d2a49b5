/** A product's versions, and the documents of one of them. */
import type { JSX } from 'preact';
import { Layout } from './layout.js';
import { IngestProgress } from './library-state.js';
import type { DocumentsOfVersion, ProductData } from './operations/product-page.js';
import { counted, kindName, searchLink, type SearchState } from './page-name.js';
import { SearchForm } from './search-form.js';

interface ProductPageProps {
  readonly data: ProductData;
  readonly product: NonNullable<ProductData['product']>;
  readonly state: SearchState;
  readonly markdownLink: string;
}

export function ProductPage({ data, product, state, markdownLink }: ProductPageProps): JSX.Element {
  const { version } = product;
  const versions = product.versions.nodes;
  return (
    <Layout
      title={`${product.name}${version ? ` ${version.label}` : ''}`}
      withSearch={false}
      markdownLink={markdownLink}
    >
      <SearchForm
        query=""
        product={product.slug}
        version={state.version}
        products={data.products}
        versions={versions.map(({ label }) => label)}
      />
      <IngestProgress ingestJobs={data.ingestJobs} />
      <p class="where">{product.vendor.name}</p>
      <h1>
        {product.name} {version?.label}
      </h1>
      {product.description !== null && <p>{product.description}</p>}
      {state.version !== undefined && !version && (
        <section class="state">
          <h2>
            {product.name} has no version “{state.version}” here
          </h2>
          <p>{versions.length > 0 ? 'These exist:' : 'It has no versions yet.'}</p>
        </section>
      )}
      <nav aria-label="Versions">
        <ul class="versions">
          {versions.map((other) => (
            <li>
              <a
                href={searchLink({ query: '', product: product.slug, version: other.slug })}
                aria-current={other.slug === version?.slug ? 'page' : undefined}
              >
                {other.label}
              </a>{' '}
              <small>
                {counted(other.documentCount, 'document')}
                {other.isLatest && ', latest'}
                {other.preview && ', preview'}
              </small>
            </li>
          ))}
        </ul>
      </nav>
      {version && <Documents version={version} state={state} />}
    </Layout>
  );
}

function Documents({
  version,
  state,
}: {
  readonly version: DocumentsOfVersion;
  readonly state: SearchState;
}): JSX.Element {
  const { totalCount, pageInfo, nodes } = version.documents;
  return (
    <section aria-labelledby="documents">
      <h2 id="documents">{counted(totalCount, 'document')}</h2>
      <ul class="documents">
        {nodes.map((document) => (
          <li>
            <a href={document.permalink}>{document.title}</a>{' '}
            <small>
              {kindName(document.kind)}
              {document.pageCount !== null && `, ${counted(document.pageCount, 'page')}`}
            </small>
          </li>
        ))}
      </ul>
      {pageInfo.hasNextPage && pageInfo.endCursor !== null && (
        <p class="more">
          <a href={searchLink({ ...state, after: pageInfo.endCursor })}>More documents</a>
        </p>
      )}
    </section>
  );
}
