/** The GraphQL document behind the tool that tells what is searched for. */
import { graphql, operation, type AnswerOf } from '../typed-operation.js';

export const searchDemandOperation = operation(
  graphql(`
    query McpSearchDemand(
      $days: Int!
      $product: String
      $verdicts: [QuestionVerdict!]
      $states: [QuestionState!]
      $first: Int!
      $after: String
      $withQuestions: Boolean!
      $withGaps: Boolean!
      $withNames: Boolean!
    ) {
      demand(days: $days, product: $product) {
        searches
        opened
        totals(by: VERDICT) {
          key
          searches
        }
        groups(verdicts: $verdicts, states: $states, first: $first, after: $after) @include(if: $withQuestions) {
          totalCount
          edges {
            cursor
            node {
              verdict
              state
              searches
              opened
              questions(first: 10) {
                nodes {
                  query
                  products
                  versions
                }
              }
            }
          }
        }
        gaps(first: $first, after: $after) @include(if: $withGaps) {
          totalCount
          edges {
            cursor
            node {
              product
              version
              kind
              state
              searches
              questions
            }
          }
        }
        versions: absentNames(kind: VERSION, first: 50) @include(if: $withNames) {
          nodes {
            ...Absent
          }
        }
        products: absentNames(kind: PRODUCT, first: 50) @include(if: $withNames) {
          nodes {
            ...Absent
          }
        }
        identifiers: absentNames(kind: IDENTIFIER, first: 50) @include(if: $withNames) {
          nodes {
            ...Absent
          }
        }
      }
    }

    fragment Absent on AbsentName {
      name
      product
      searches
      nearest
    }
  `),
);

export type DemandData = AnswerOf<typeof searchDemandOperation>;
type Demand = DemandData['demand'];
export type GroupData = NonNullable<Demand['groups']>['edges'][number]['node'];
export type GapData = NonNullable<Demand['gaps']>['edges'][number]['node'];
export type AbsentData = NonNullable<Demand['versions']>['nodes'][number];
