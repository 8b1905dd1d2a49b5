/** The GraphQL documents behind `mcdewey demand`. */
import { graphql, operation, type AnswerOf } from '../typed-operation.js';

export const demandOperation = operation(
  graphql(`
    query CommandLineDemand(
      $days: Int!
      $product: String
      $client: String
      $version: String
      $verdicts: [QuestionVerdict!]
      $states: [QuestionState!]
      $first: Int!
      $after: String
    ) {
      demand(days: $days, product: $product, client: $client, version: $version) {
        searches
        opened
        dropped
        byVerdict: totals(by: VERDICT) {
          ...Total
        }
        byProduct: totals(by: PRODUCT) {
          ...Total
        }
        byClient: totals(by: CLIENT) {
          ...Total
        }
        byDay: totals(by: DAY) {
          ...Total
        }
        groups(verdicts: $verdicts, states: $states, first: $first, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            verdict
            state
            answeredSince
            searches
            opened
            questions(first: 100) {
              totalCount
              nodes {
                query
                searches
                opened
                firstAsked
                lastAsked
                clients
                products
                versions
                verdict
                state
                note
              }
            }
          }
        }
      }
    }

    fragment Total on DemandTotal {
      key
      searches
      opened
    }
  `),
);

export const demandFileOperation = operation(
  graphql(`
    query DemandFile(
      $days: Int!
      $product: String
      $client: String
      $version: String
      $verdicts: [QuestionVerdict!]
      $states: [QuestionState!]
    ) {
      demand(days: $days, product: $product, client: $client, version: $version) {
        file(format: CSV, verdicts: $verdicts, states: $states)
      }
    }
  `),
);

export const missingOperation = operation(
  graphql(`
    query DemandMissing($days: Int!, $product: String, $client: String, $version: String) {
      demand(days: $days, product: $product, client: $client, version: $version) {
        gaps(first: 50) {
          nodes {
            product
            version
            kind
            state
            reasons
            searches
            questions
            score
          }
        }
        versions: absentNames(kind: VERSION, first: 50) {
          nodes {
            ...Absent
          }
        }
        products: absentNames(kind: PRODUCT, first: 50) {
          nodes {
            ...Absent
          }
        }
        identifiers: absentNames(kind: IDENTIFIER, first: 50) {
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
      clients
      nearest
    }
  `),
);

export const eraseOperation = operation(
  graphql(`
    mutation EraseSearches($containing: String!) {
      eraseSearches(input: { containing: $containing }) {
        erased
      }
    }
  `),
);

export type DemandData = AnswerOf<typeof demandOperation>;
export type GroupData = DemandData['demand']['groups']['nodes'][number];
export type QuestionData = GroupData['questions']['nodes'][number];
export type MissingData = AnswerOf<typeof missingOperation>;
