/** The GraphQL document behind `mcdewey coverage`. */
import type { Operation } from '../executor.js';

export interface CoverageCellData {
  readonly row: { readonly key: string; readonly label: string } | null;
  readonly column: { readonly key: string; readonly label: string } | null;
  readonly state: string;
  readonly reasons: readonly {
    readonly state: string;
    readonly rule: string | null;
    readonly count: number;
    readonly counted: string;
    readonly sentence: string;
  }[];
  readonly documentCount: number;
  readonly fileCount: number;
  readonly pageCount: number;
  readonly chunkCount: number;
  readonly tokenCount: number;
  readonly languages: readonly string[];
  /** A text where the answer came from another process. */
  readonly lastIngest: Date | string | null;
  readonly oldestStated: string | null;
  readonly newestStated: string | null;
  readonly missed: { readonly searches: number; readonly questions: readonly string[] } | null;
}

export interface CoverageRowData {
  readonly heading: { readonly key: string; readonly label: string };
  readonly cells: readonly CoverageCellData[];
  readonly total: CoverageCellData;
}

export interface CoverageData {
  readonly product?: { readonly slug: string } | null;
  readonly coverage: {
    readonly columns: readonly { readonly key: string; readonly label: string }[];
    readonly columnTotals: readonly CoverageCellData[];
    readonly total: CoverageCellData;
    readonly rows: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly CoverageRowData[];
    };
  };
}

export const coverageOperation: Operation = {
  name: 'CommandLineCoverage',
  source: /* GraphQL */ `
    query CommandLineCoverage(
      $product: String!
      $withProduct: Boolean!
      $filter: CoverageFilterInput
      $rows: CoverageDimension!
      $columns: CoverageDimension!
      $after: String
    ) {
      product(slug: $product) @include(if: $withProduct) {
        slug
      }
      coverage(filter: $filter, rows: $rows, columns: $columns) {
        columns {
          key
          label
        }
        columnTotals {
          ...Cell
        }
        total {
          ...Cell
        }
        rows(first: 100, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            heading {
              key
              label
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
    }

    fragment Cell on CoverageCell {
      row {
        key
        label
      }
      column {
        key
        label
      }
      state
      reasons {
        state
        rule
        count
        counted
        sentence
      }
      documentCount
      fileCount
      pageCount
      chunkCount
      tokenCount
      languages
      lastIngest
      oldestStated
      newestStated
      missed {
        searches
        questions
      }
    }
  `,
};
