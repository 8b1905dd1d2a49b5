/** The GraphQL document behind `mcdewey coverage`. */
import { graphql, operation, type AnswerOf } from '../typed-operation.js';

export const coverageOperation = operation(
  graphql(`
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
  `),
);

export type CoverageData = AnswerOf<typeof coverageOperation>;
export type CoverageRowData = CoverageData['coverage']['rows']['nodes'][number];
export type CoverageCellData = CoverageRowData['total'];
