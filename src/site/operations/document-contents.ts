/** A document: what it is, its table of contents, its other versions. */
import { graphql, operation, type AnswerOf } from '../../typed-operation.js';
import { alsoIn } from './names.js';

const sections = graphql(`
  fragment Sections on SectionConnection {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      heading
      depth
      pageLabel
      file {
        name
      }
      firstChunk {
        key
      }
    }
  }
`);

export const documentContentsOperation = operation(
  graphql(
    `
      query DocumentContents($product: String!, $version: String!, $document: String!, $at: String!, $hasAt: Boolean!) {
        mayGiveFeedback
        document(product: $product, version: $version, slug: $document) {
          id
          slug
          title
          kind
          language
          licence
          sourceUrl
          pageCount
          permalink
          formerPaths
          sections(first: 100) {
            ...Sections
          }
          version {
            slug
            label
            isLatest
            product {
              slug
              name
              vendor {
                slug
                name
              }
              versions(first: 50) {
                nodes {
                  slug
                  label
                  document(slug: $document) {
                    permalink
                  }
                }
              }
            }
          }
        }
        chunk(key: $at) @include(if: $hasAt) {
          key
          section {
            id
          }
          document {
            permalink
          }
          alsoIn(first: 100) {
            nodes {
              ...AlsoIn
            }
          }
        }
      }
    `,
    [alsoIn, sections],
  ),
);

/** The rest of a long table of contents. */
export const documentSectionsOperation = operation(
  graphql(
    `
      query DocumentSections($path: String!, $after: String) {
        documentByPath(path: $path) {
          sections(first: 100, after: $after) {
            ...Sections
          }
        }
      }
    `,
    [sections],
  ),
);

export type DocumentContentsData = AnswerOf<typeof documentContentsOperation>;
export type ContentsDocument = NonNullable<DocumentContentsData['document']>;
export type SectionData = ContentsDocument['sections']['nodes'][number];
export type DocumentData = Omit<ContentsDocument, 'sections'> & {
  /** All of them. */
  readonly sections: readonly SectionData[];
};
