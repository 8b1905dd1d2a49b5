/** A part of a document: its chunks in reading order. */
import { graphql, operation, type AnswerOf } from '../../typed-operation.js';
import { chunkSummary } from './names.js';

export const documentChunksOperation = operation(
  graphql(
    `
      query DocumentChunks(
        $product: String!
        $version: String!
        $document: String!
        $first: Int!
        $around: String
        $after: String
      ) {
        document(product: $product, version: $version, slug: $document) {
          chunks(first: $first, around: $around, after: $after) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              ...ChunkSummary
              text
              source
            }
          }
        }
      }
    `,
    [chunkSummary],
  ),
);

export type DocumentChunks = NonNullable<AnswerOf<typeof documentChunksOperation>['document']>['chunks'];
export type DocumentChunk = DocumentChunks['nodes'][number];
