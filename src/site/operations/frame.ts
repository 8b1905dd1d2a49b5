/** What every page around the library as a whole shows: its size, the newest job, its products. */
import { graphql, type DataOf } from '../../typed-operation.js';

export const frame = graphql(`
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
`);

export type FrameData = DataOf<typeof frame>;
