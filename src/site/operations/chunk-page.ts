/** The page of a chunk. */
import { graphql, operation, type AnswerOf } from '../../typed-operation.js';
import { alsoAt, alsoIn, chunkSummary } from './names.js';

export const chunkPageOperation = operation(
  graphql(
    `
      query ChunkPage($key: String!) {
        mayGiveFeedback
        chunk(key: $key) {
          ...ChunkSummary
          source
          text
          alsoAt(first: 10) {
            totalCount
            nodes {
              ...AlsoAt
            }
          }
          alsoIn(first: 100) {
            nodes {
              ...AlsoIn
            }
          }
          document {
            slug
            title
            language
            permalink
          }
          version {
            slug
            label
            isLatest
          }
          product {
            slug
            name
            versions(first: 50) {
              nodes {
                slug
                label
              }
            }
          }
          vendor {
            slug
            name
          }
          neighbours(before: 1, after: 1) {
            before {
              ...ChunkSummary
            }
            after {
              ...ChunkSummary
            }
          }
        }
      }
    `,
    [chunkSummary, alsoAt, alsoIn],
  ),
);

export type ChunkPageData = AnswerOf<typeof chunkPageOperation>;
export type FullChunk = NonNullable<ChunkPageData['chunk']>;
