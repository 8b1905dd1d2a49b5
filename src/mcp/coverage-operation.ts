/** The GraphQL document behind the tool that tells what the library holds and lacks. */
import { graphql, operation, type AnswerOf } from '../typed-operation.js';

export const corpusCoverageOperation = operation(
  graphql(`
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
  `),
);

export type CoverageData = AnswerOf<typeof corpusCoverageOperation>;
export type CellData = CoverageData['coverage']['rows']['edges'][number]['node']['cells'][number];
