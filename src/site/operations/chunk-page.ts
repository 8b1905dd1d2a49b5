/** The page of a chunk. */
import type { Operation } from '../../executor.js';
import { chunkSummary, alsoIn, type Named, type VersionName, type ChunkSummary, type Occurrence } from './names.js';

export interface FullChunk extends ChunkSummary {
  readonly source: string;
  readonly text: string;
  readonly alsoIn: { readonly nodes: readonly Occurrence[] };
  readonly document: {
    readonly slug: string;
    readonly title: string;
    readonly language: string | null;
    readonly permalink: string;
  };
  readonly version: VersionName & { readonly isLatest: boolean };
  readonly product: Named & { readonly versions: { readonly nodes: readonly VersionName[] } };
  readonly vendor: Named;
  readonly neighbours: { readonly before: readonly ChunkSummary[]; readonly after: readonly ChunkSummary[] };
}

export interface ChunkPageData {
  readonly chunk: FullChunk | null;
  readonly mayGiveFeedback: boolean;
}

export const chunkPageOperation: Operation = {
  name: 'ChunkPage',
  source: /* GraphQL */ `
    query ChunkPage($key: String!) {
      mayGiveFeedback
      chunk(key: $key) {
        ...ChunkSummary
        source
        text
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
    ${chunkSummary}
    ${alsoIn}
  `,
};
