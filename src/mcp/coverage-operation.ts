/** The GraphQL document behind the tool that tells what the library holds and lacks. */
import type { Operation } from '../executor.js';

export interface ReasonData {
  readonly state: string;
  readonly rule: string | null;
  readonly sentence: string;
}

export interface CellData {
  readonly column: { readonly key: string } | null;
  readonly state: string;
  readonly documentCount: number;
  readonly reasons: readonly ReasonData[];
}

export interface TotalData {
  readonly documentCount: number;
  readonly pageCount: number;
  readonly chunkCount: number;
}

export interface CoverageData {
  readonly product?: { readonly slug: string; readonly name: string } | null;
  readonly coverage: {
    readonly total: TotalData;
    readonly rows: {
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean };
      readonly edges: readonly {
        readonly cursor: string;
        readonly node: {
          readonly heading: { readonly key: string; readonly label: string };
          readonly total: TotalData;
          readonly cells: readonly CellData[];
        };
      }[];
    };
  };
}

export const corpusCoverageOperation: Operation = {
  name: 'CorpusCoverage',
  source: /* GraphQL */ `
    query CorpusCoverage(
      $product: String!
      $withProduct: Boolean!
      $filter: CoverageFilterInput
      $rows: CoverageDimension!
      $first: Int!
      $after: String
    ) {
      product(slug: $product) @include(if: $withProduct) {
        slug
        name
      }
      coverage(filter: $filter, rows: $rows, columns: KIND) {
        total {
          documentCount
          pageCount
          chunkCount
        }
        rows(first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
          }
          edges {
            cursor
            node {
              heading {
                key
                label
              }
              total {
                documentCount
                pageCount
                chunkCount
              }
              cells {
                column {
                  key
                }
                state
                documentCount
                reasons {
                  state
                  rule
                  sentence
                }
              }
            }
          }
        }
      }
    }
  `,
};
