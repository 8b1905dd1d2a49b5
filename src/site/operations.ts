/** The GraphQL documents behind the pages, each beside the shape of its answer. */
import type { Operation } from '../executor.js';

interface Named {
  readonly slug: string;
  readonly name: string;
}

interface VersionName {
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
  readonly key: string;
  readonly permalink: string;
  readonly headingPath: readonly string[];
}

export interface Occurrence {
  readonly version: VersionName;
  readonly chunk: { readonly key: string; readonly permalink: string };
}

const chunkSummary = /* GraphQL */ `
  fragment ChunkSummary on Chunk {
    key
    permalink
    headingPath
    page
    pageLabel
    lastPage
    lastPageLabel
  }
`;

const alsoIn = /* GraphQL */ `
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
      readonly source: string;
      readonly filesDone: number;
      readonly filesTotal: number;
    }[];
  };
  readonly products: { readonly totalCount: number; readonly nodes: readonly Named[] };
}

const frame = /* GraphQL */ `
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
        source
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

export interface SearchData extends FrameData {
  readonly search: {
    readonly hits: readonly {
      readonly excerpt: string;
      readonly alsoIn: readonly Occurrence[];
      readonly changedIn: readonly Occurrence[];
      readonly chunk: ChunkSummary & {
        readonly document: { readonly title: string; readonly permalink: string };
        readonly version: VersionName;
        readonly product: Named;
        readonly vendor: Named;
      };
    }[];
    readonly scope: {
      readonly versions: readonly {
        readonly requested: string;
        readonly match: 'EXACT' | 'ALIAS' | 'LATEST' | 'NONE';
        readonly product: Named | null;
        readonly served: VersionName | null;
        readonly nearest: readonly (VersionName & { readonly product: Named })[];
      }[];
      readonly unknown: readonly {
        readonly kind: string;
        readonly requested: string;
        readonly nearest: readonly string[];
      }[];
    };
    readonly degraded: readonly { readonly leg: 'LEXICAL' | 'VECTOR'; readonly reason: string }[];
  };
}

export const searchPageOperation: Operation = {
  name: 'SearchPage',
  source: /* GraphQL */ `
    query SearchPage($query: String!, $scope: ScopeInput!, $first: Int!) {
      ...Frame
      search(query: $query, scope: $scope, first: $first) {
        hits {
          excerpt(maxLength: 320)
          alsoIn {
            ...AlsoIn
          }
          changedIn {
            ...AlsoIn
          }
          chunk {
            ...ChunkSummary
            document {
              title
              permalink
            }
            version {
              slug
              label
            }
            product {
              slug
              name
            }
            vendor {
              slug
              name
            }
          }
        }
        scope {
          versions {
            requested
            match
            product {
              slug
              name
            }
            served {
              slug
              label
            }
            nearest {
              slug
              label
              product {
                slug
                name
              }
            }
          }
          unknown {
            kind
            requested
            nearest
          }
        }
        degraded {
          leg
          reason
        }
      }
    }
    ${frame}
    ${chunkSummary}
    ${alsoIn}
  `,
};

export interface ShelvesData extends FrameData {
  readonly vendors: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly (Named & {
      readonly products: {
        readonly totalCount: number;
        readonly nodes: readonly (Named & {
          readonly versions: {
            readonly totalCount: number;
            readonly nodes: readonly (VersionName & {
              readonly isLatest: boolean;
              readonly preview: boolean;
              readonly documentCount: number;
              readonly chunkCount: number;
            })[];
          };
        })[];
      };
    })[];
  };
}

export const shelvesPageOperation: Operation = {
  name: 'ShelvesPage',
  source: /* GraphQL */ `
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
    ${frame}
  `,
};

export interface ProductData extends FrameData {
  readonly product:
    | (Named & {
        readonly description: string | null;
        readonly vendor: Named;
        readonly versions: {
          readonly nodes: readonly (VersionName & {
            readonly isLatest: boolean;
            readonly preview: boolean;
            readonly documentCount: number;
            readonly chunkCount: number;
          })[];
        };
        readonly version?: DocumentsOfVersion | null;
      })
    | null;
}

export interface DocumentsOfVersion extends VersionName {
  readonly documents: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly {
      readonly title: string;
      readonly kind: string;
      readonly permalink: string;
      readonly pageCount: number | null;
    }[];
  };
}

export const productPageOperation: Operation = {
  name: 'ProductPage',
  source: /* GraphQL */ `
    query ProductPage($product: String!, $version: String!, $withVersion: Boolean!, $after: String) {
      ...Frame
      product(slug: $product) {
        slug
        name
        description
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
    ${frame}
  `,
};

export interface FullChunk extends ChunkSummary {
  readonly source: string;
  readonly text: string;
  readonly alsoIn: readonly Occurrence[];
  readonly document: {
    readonly slug: string;
    readonly title: string;
    readonly language: string | null;
    readonly permalink: string;
  };
  readonly version: VersionName & { readonly isLatest: boolean };
  readonly product: Named;
  readonly vendor: Named;
  readonly neighbours: { readonly before: readonly ChunkSummary[]; readonly after: readonly ChunkSummary[] };
}

export interface ChunkPageData {
  readonly chunk: FullChunk | null;
}

export const chunkPageOperation: Operation = {
  name: 'ChunkPage',
  source: /* GraphQL */ `
    query ChunkPage($key: String!) {
      chunk(key: $key) {
        ...ChunkSummary
        source
        text
        alsoIn {
          ...AlsoIn
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

export interface SectionData {
  readonly id: string;
  readonly heading: string;
  readonly depth: number;
  readonly pageLabel: string | null;
  readonly file: { readonly name: string };
  readonly firstChunk: { readonly key: string } | null;
}

export interface DocumentData {
  readonly slug: string;
  readonly title: string;
  readonly kind: string;
  readonly language: string | null;
  readonly licence: string | null;
  readonly sourceUrl: string | null;
  readonly pageCount: number | null;
  readonly permalink: string;
  readonly sections: readonly SectionData[];
  readonly version: VersionName & {
    readonly isLatest: boolean;
    readonly product: Named & {
      readonly vendor: Named;
      readonly versions: {
        readonly nodes: readonly (VersionName & { readonly document: { readonly permalink: string } | null })[];
      };
    };
  };
}

export interface DocumentContentsData {
  readonly document: DocumentData | null;
  /** The chunk to show in its place, when one is asked for. */
  readonly chunk?: {
    readonly key: string;
    readonly section: { readonly id: string } | null;
    readonly document: { readonly permalink: string };
    readonly alsoIn: readonly Occurrence[];
  } | null;
}

export const documentContentsOperation: Operation = {
  name: 'DocumentContents',
  source: /* GraphQL */ `
    query DocumentContents($product: String!, $version: String!, $document: String!, $at: String!, $hasAt: Boolean!) {
      document(product: $product, version: $version, slug: $document) {
        slug
        title
        kind
        language
        licence
        sourceUrl
        pageCount
        permalink
        sections {
          id
          heading
          depth
          pageLabel
          file {
            name
          }
          firstChunk {
            key
          }
        }
        version {
          slug
          label
          isLatest
          product {
            slug
            name
            vendor {
              slug
              name
            }
            versions(first: 50) {
              nodes {
                slug
                label
                document(slug: $document) {
                  permalink
                }
              }
            }
          }
        }
      }
      chunk(key: $at) @include(if: $hasAt) {
        key
        section {
          id
        }
        document {
          permalink
        }
        alsoIn {
          ...AlsoIn
        }
      }
    }
    ${alsoIn}
  `,
};

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
