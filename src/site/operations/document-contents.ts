/** A document: what it is, its table of contents, its other versions. */
import { graphql, operation, type AnswerOf } from '../../typed-operation.js';
import { alsoIn } from './names.js';

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
          sections {
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
          alsoIn {
            ...AlsoIn
          }
        }
      }
    `,
    [alsoIn],
  ),
);

export type DocumentContentsData = AnswerOf<typeof documentContentsOperation>;
export type DocumentData = NonNullable<DocumentContentsData['document']>;
export type SectionData = DocumentData['sections'][number];
