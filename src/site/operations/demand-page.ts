/** The page that shows what is searched for. */
import { graphql, operation, type AnswerOf } from '../../typed-operation.js';

export const demandPageOperation = operation(
  graphql(`
    query DemandPage(
      $days: Int!
      $product: String
      $version: String
      $client: String
      $verdicts: [QuestionVerdict!]
      $first: Int!
      $after: String
    ) {
      demand(days: $days, product: $product, version: $version, client: $client) {
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
        gaps(first: 30) {
          nodes {
            product
            version
            kind
            state
            reasons
            searches
            questions
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
        groups(verdicts: $verdicts, first: $first, after: $after) {
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
            questions(first: 50) {
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

    fragment Absent on AbsentName {
      name
      product
      searches
      nearest
      clients
    }

    fragment Total on DemandTotal {
      key
      searches
      opened
    }
  `),
);

export type DemandData = AnswerOf<typeof demandPageOperation>;
export type TotalData = DemandData['demand']['byVerdict'][number];
export type GroupData = DemandData['demand']['groups']['nodes'][number];
/** A part of the library that searches asked for in vain. */
export type GapData = DemandData['demand']['gaps']['nodes'][number];
export type AbsentNameData = DemandData['demand']['versions']['nodes'][number];
