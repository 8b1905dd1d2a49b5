/** The page that shows what the library holds, and what it lacks. */
import type { Operation } from '../../executor.js';
import type { Named } from './names.js';

export interface HeadingData {
  readonly dimension: string;
  readonly key: string;
  readonly label: string;
}

export interface ReasonData {
  readonly state: string;
  readonly rule: string | null;
  readonly sentence: string;
}

export interface CellData {
  readonly row: HeadingData | null;
  readonly column: HeadingData | null;
  readonly state: string;
  readonly documentCount: number;
  readonly reasons: readonly ReasonData[];
}

export interface WholeCellData extends CellData {
  readonly fileCount: number;
  readonly pageCount: number;
  readonly chunkCount: number;
  readonly passageCount?: number;
  readonly languages: readonly string[];
  readonly lastIngest: Date | null;
  readonly oldestStated: string | null;
  readonly newestStated: string | null;
  readonly documents?: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly {
      readonly title: string;
      readonly kind: string;
      readonly language: string | null;
      readonly permalink: string;
      readonly version: { readonly slug: string; readonly label: string; readonly product: Named };
      readonly files: {
        readonly totalCount: number;
        readonly nodes: readonly { readonly path: string; readonly warnings: readonly string[] }[];
      };
    }[];
  };
}

export interface CoveragePageData {
  readonly coverage: {
    readonly columns: readonly HeadingData[];
    readonly columnTotals?: readonly CellData[];
    readonly total: WholeCellData;
    readonly rows?: {
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly {
        readonly heading: HeadingData;
        readonly cells: readonly CellData[];
        readonly total: CellData;
      }[];
    };
  };
  readonly products: { readonly nodes: readonly Named[] };
}

export const coveragePageOperation: Operation = {
  name: 'CoveragePage',
  source: /* GraphQL */ `
    query CoveragePage(
      $filter: CoverageFilterInput
      $rows: CoverageDimension!
      $columns: CoverageDimension!
      $withTable: Boolean!
      $withDocuments: Boolean!
      $after: String
    ) {
      coverage(filter: $filter, rows: $rows, columns: $columns) {
        columns {
          ...Heading
        }
        columnTotals @include(if: $withTable) {
          ...Cell
        }
        total {
          ...Cell
          fileCount
          pageCount
          chunkCount
          passageCount @include(if: $withDocuments)
          languages
          lastIngest
          oldestStated
          newestStated
          documents(first: 30, after: $after) @include(if: $withDocuments) {
            totalCount
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              title
              kind
              language
              permalink
              version {
                slug
                label
                product {
                  slug
                  name
                }
              }
              files(first: 30) {
                totalCount
                nodes {
                  path
                  warnings
                }
              }
            }
          }
        }
        rows(first: 50, after: $after) @include(if: $withTable) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            heading {
              ...Heading
            }
            cells {
              ...Cell
            }
            total {
              ...Cell
            }
          }
        }
      }
      products(first: 100) {
        nodes {
          slug
          name
        }
      }
    }

    fragment Heading on CoverageHeading {
      dimension
      key
      label
    }

    fragment Cell on CoverageCell {
      row {
        ...Heading
      }
      column {
        ...Heading
      }
      state
      documentCount
      reasons {
        state
        rule
        sentence
      }
    }
  `,
};
