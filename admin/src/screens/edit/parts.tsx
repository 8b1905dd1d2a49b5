/** What is published below a product or a version. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { graphql } from '../../api/graphql.js';
import { useAsk } from '../../api/use-ask.js';
import { Answer } from '../../ui/answer.js';
import { words } from '../../words/en.js';
import { number } from '../../words/common.js';

const versionsQuery = graphql(`
  query VersionsOf($product: String!) {
    product(slug: $product) {
      versions(first: 100) {
        totalCount
        nodes {
          id
          slug
          label
          isLatest
          preview
          releasedOn
          documentCount
          pagesWithoutText
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

const { columns } = words.edit;

export function VersionsOf({ product }: { readonly product: string }): JSX.Element {
  const query = useAsk(versionsQuery, { product });
  return (
    <section className="part" aria-labelledby="versions-of">
      <h2 id="versions-of">{words.edit.versions}</h2>
      <Answer of={query}>
        {({ product: found }) => {
          const { nodes: versions, totalCount } = found?.versions ?? { nodes: [], totalCount: 0 };
          if (versions.length === 0) return <p className="soft">{words.edit.noneBelow}</p>;
          return (
            <>
              <p className="soft">
                <Link to="/versions" search={{ product } as never}>
                  {words.edit.versionsHere(versions.length, totalCount)}
                </Link>
              </p>
              <div className="scroll">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{columns.version}</th>
                      <th scope="col">{columns.released}</th>
                      <th scope="col" className="number">
                        {columns.documents}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {versions.map((version) => (
                      <tr key={version.id}>
                        <th scope="row">
                          <Link to="/versions/$product/$version" params={{ product, version: version.slug }}>
                            {version.label}
                          </Link>{' '}
                          {version.isLatest && <span className="chip is-good">{words.edit.latest}</span>}
                          {version.preview && <span className="chip">{words.edit.preview}</span>}
                        </th>
                        <td>
                          {version.releasedOn === null ? (
                            '—'
                          ) : (
                            <time dateTime={version.releasedOn}>{version.releasedOn}</time>
                          )}
                        </td>
                        <td className="number">
                          {number(version.documentCount)}
                          {version.pagesWithoutText > 0 && (
                            <span className="minor">{words.edit.noText(version.pagesWithoutText)}</span>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          );
        }}
      </Answer>
    </section>
  );
}

export function DocumentsOf({ product, version }: { readonly product: string; readonly version: string }): JSX.Element {
  const query = useAsk(documentsQuery, { product, version });
  return (
    <section className="part" aria-labelledby="documents-of">
      <h2 id="documents-of">{words.edit.documents}</h2>
      <Answer of={query}>
        {({ product: found }) => {
          const { nodes, totalCount } = found?.version?.documents ?? { nodes: [], totalCount: 0 };
          if (nodes.length === 0) return <p className="soft">{words.edit.noneBelow}</p>;
          return (
            <>
              <p className="soft">
                <Link to="/documents" search={{ product, version } as never}>
                  {words.edit.documentsHere(nodes.length, totalCount)}
                </Link>
              </p>
              <div className="scroll">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{columns.title}</th>
                      <th scope="col">{columns.kind}</th>
                      <th scope="col" className="number">
                        {columns.pages}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {nodes.map((document) => (
                      <tr key={document.id}>
                        <th scope="row">
                          <Link
                            to="/documents/$product/$version/$document"
                            params={{ product, version, document: document.slug }}
                          >
                            {document.title}
                          </Link>
                        </th>
                        <td>{words.documentKinds[document.kind]}</td>
                        <td className="number">
                          {document.pageCount === null ? '—' : number(document.pageCount)}
                          {document.pagesWithoutText > 0 && (
                            <span className="minor">{words.edit.noText(document.pagesWithoutText)}</span>
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          );
        }}
      </Answer>
    </section>
  );
}
