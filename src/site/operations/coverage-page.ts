/** The page that shows what the library holds, and what it lacks. */
import { graphql, operation, type AnswerOf } from '../../typed-operation.js';

export const coveragePageOperation = operation(
  graphql(`
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
      missed {
        searches
        questions
      }
    }
  `),
);

export type CoveragePageData = AnswerOf<typeof coveragePageOperation>;
export type HeadingData = CoveragePageData['coverage']['columns'][number];
export type WholeCellData = CoveragePageData['coverage']['total'];
export type CellData = NonNullable<CoveragePageData['coverage']['columnTotals']>[number];
export type ReasonData = CellData['reasons'][number];
