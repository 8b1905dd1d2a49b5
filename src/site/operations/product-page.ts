/** A product, its versions, and the documents of one of them. */
import { graphql, operation, type AnswerOf } from '../../typed-operation.js';
import { frame } from './frame.js';

export const productPageOperation = operation(
  graphql(
    `
      query ProductPage($product: String!, $version: String!, $withVersion: Boolean!, $after: String) {
        ...Frame
        product(slug: $product) {
          slug
          name
          description
          formerSlugs
          vendor {
            slug
            name
          }
          versions(first: 50) {
            nodes {
              slug
              label
              isLatest
              preview
              documentCount
              chunkCount
            }
          }
          version(label: $version) @include(if: $withVersion) {
            slug
            label
            documents(first: 100, after: $after) {
              totalCount
              pageInfo {
                hasNextPage
                endCursor
              }
              nodes {
                title
                kind
                permalink
                pageCount
              }
            }
          }
        }
      }
    `,
    [frame],
  ),
);

export type ProductData = AnswerOf<typeof productPageOperation>;
export type DocumentsOfVersion = NonNullable<NonNullable<ProductData['product']>['version']>;
