/** What the coverage screen asks for and changes. */
import { graphql, type ResultOf } from '../../api/graphql.js';

const cellFragment = graphql(`
  fragment MatrixCell on CoverageCell {
    row {
      dimension
      key
      label
    }
    column {
      dimension
      key
      label
    }
    state
    documentCount
    reasons {
      state
      rule
      sentence
      codes {
        code
        count
      }
    }
    missed {
      searches
      questions
    }
  }
`);

export const matrixQuery = graphql(
  `
    query CoverageMatrix($filter: CoverageFilterInput, $rows: CoverageDimension!, $first: Int!, $offset: Int!) {
      coverage(filter: $filter, rows: $rows, columns: KIND) {
        columns {
          dimension
          key
          label
        }
        columnTotals {
          ...MatrixCell
        }
        total {
          ...MatrixCell
        }
        rows(first: $first, offset: $offset) {
          totalCount
          nodes {
            heading {
              dimension
              key
              label
            }
            cells {
              ...MatrixCell
            }
            total {
              ...MatrixCell
            }
          }
        }
      }
    }
  `,
  [cellFragment],
);

export const cellQuery = graphql(`
  query CoverageOfCell($filter: CoverageFilterInput) {
    coverage(filter: $filter, rows: VERSION, columns: KIND) {
      total {
        fileCount
        pageCount
        pagesWithoutText
        chunkCount
        languages
        lastIngest
        oldestStated
        newestStated
      }
    }
  }
`);

export const trendQuery = graphql(`
  query CoverageTrend($product: String) {
    coverageTrend(days: 365, product: $product) {
      day
      documents
      chunks
    }
    coverageChanges(first: 20, days: 90, product: $product) {
      totalCount
      nodes {
        at
        product
        version
        kind
        documentCount
        documentsBefore
        chunkCount
        chunksBefore
      }
    }
  }
`);

export const expectationsQuery = graphql(`
  query Expectations($product: String) {
    expectations(first: 100, product: $product) {
      totalCount
      nodes {
        id
        revision
        productSlug
        kind
        from
        to
        isExpected
        note
        declaredBy
        declaredAt
        callerName
        versionCount
        missing(first: 20) {
          nodes {
            id
            label
          }
        }
      }
    }
  }
`);

type Coverage = ResultOf<typeof matrixQuery>['coverage'];
export type Matrix = Coverage;
export type MatrixCell = Coverage['total'];
export type MatrixRow = Coverage['rows']['nodes'][number];
export type Heading = MatrixRow['heading'];
export type TrendDay = ResultOf<typeof trendQuery>['coverageTrend'][number];
export type CoverageChange = ResultOf<typeof trendQuery>['coverageChanges']['nodes'][number];
export type Expectation = ResultOf<typeof expectationsQuery>['expectations']['nodes'][number];
