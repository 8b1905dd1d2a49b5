/** A part of a document: its chunks in reading order. */
import type { Operation } from '../../executor.js';
import { chunkSummary, type ChunkSummary } from './names.js';

export interface DocumentChunk extends ChunkSummary {
  readonly text: string;
  readonly source: string;
}

export interface DocumentChunksData {
  readonly document: {
    readonly chunks: {
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly DocumentChunk[];
    };
  } | null;
}

export const documentChunksOperation: Operation = {
  name: 'DocumentChunks',
  source: /* GraphQL */ `
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
    ${chunkSummary}
  `,
};
