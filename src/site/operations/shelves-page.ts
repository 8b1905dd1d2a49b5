/** The front page: vendors, their products and versions. */
import { graphql, operation, type AnswerOf } from '../../typed-operation.js';
import { frame } from './frame.js';

export const shelvesPageOperation = operation(
  graphql(
    `
      query ShelvesPage($after: String) {
        ...Frame
        vendors(first: 20, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            slug
            name
            products(first: 20) {
              totalCount
              nodes {
                slug
                name
                versions(first: 6) {
                  totalCount
                  nodes {
                    slug
                    label
                    isLatest
                    preview
                    documentCount
                    chunkCount
                  }
                }
              }
            }
          }
        }
      }
    `,
    [frame],
  ),
);

export type ShelvesData = AnswerOf<typeof shelvesPageOperation>;
