/** What several pages say of products, versions, chunks and occurrences. */

export interface Named {
  readonly slug: string;
  readonly name: string;
}

export interface VersionName {
  readonly slug: string;
  readonly label: string;
}

export interface PageSpan {
  readonly page: number | null;
  readonly pageLabel: string | null;
  readonly lastPage: number | null;
  readonly lastPageLabel: string | null;
}

export interface ChunkSummary extends PageSpan {
  /** What curators say is wrong with it. */
  readonly flags: readonly string[];
  readonly key: string;
  readonly permalink: string;
  readonly headingPath: readonly string[];
}

export interface Occurrence {
  readonly version: VersionName;
  readonly chunk: { readonly key: string; readonly permalink: string };
}

export const chunkSummary = /* GraphQL */ `
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
`;

export const alsoIn = /* GraphQL */ `
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
`;
