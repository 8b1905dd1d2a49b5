/** What every page around the library as a whole shows: its size, the newest job, its products. */
import type { Named } from './names.js';

export interface FrameData {
  readonly library: {
    readonly products: number;
    readonly versions: number;
    readonly documents: number;
    readonly chunks: number;
  };
  readonly ingestJobs: {
    readonly nodes: readonly {
      readonly state: string;
      readonly filesDone: number;
      readonly filesTotal: number;
    }[];
  };
  readonly products: { readonly totalCount: number; readonly nodes: readonly Named[] };
}

export const frame = /* GraphQL */ `
  fragment Frame on Query {
    library {
      products
      versions
      documents
      chunks
    }
    ingestJobs(first: 1) {
      nodes {
        state
        filesDone
        filesTotal
      }
    }
    products(first: 100) {
      totalCount
      nodes {
        slug
        name
      }
    }
  }
`;
