/** What several pages say of products, versions, chunks and occurrences. */
import { graphql, type DataOf } from '../../typed-operation.js';

export interface Named {
  readonly slug: string;
  readonly name: string;
}

export interface VersionName {
  readonly slug: string;
  readonly label: string;
}

export const chunkSummary = graphql(`
  fragment ChunkSummary on Chunk {
    flags
    key
    permalink
    headingPath
    page
    pageLabel
    lastPage
    lastPageLabel
  }
`);

export const alsoIn = graphql(`
  fragment AlsoIn on Occurrence {
    version {
      slug
      label
    }
    chunk {
      key
      permalink
    }
  }
`);

/** Another place of a passage in its version. */
export const alsoAt = graphql(`
  fragment AlsoAt on Occurrence {
    chunk {
      permalink
      document {
        title
      }
    }
  }
`);

export type Place = DataOf<typeof alsoAt>;
export type ChunkSummary = DataOf<typeof chunkSummary>;
export type PageSpan = Pick<ChunkSummary, 'page' | 'pageLabel' | 'lastPage' | 'lastPageLabel'>;
export type Occurrence = DataOf<typeof alsoIn>;
