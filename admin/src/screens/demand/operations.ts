/** What the demand screen asks for and changes. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const totalsQuery = graphql(`
  query DemandTotals($days: Int!, $product: String, $version: String, $client: String) {
    demand(days: $days, product: $product, version: $version, client: $client) {
      searches
      opened
      dropped
      byClient: totals(by: CLIENT) {
        key
      }
    }
  }
`);

export const groupsQuery = graphql(`
  query DemandGroups(
    $days: Int!
    $product: String
    $version: String
    $client: String
    $verdicts: [QuestionVerdict!]
    $states: [QuestionState!]
    $endings: [SearchVerdict!]
    $unopened: Boolean
    $first: Int!
    $offset: Int!
  ) {
    demand(days: $days, product: $product, version: $version, client: $client) {
      groups(
        verdicts: $verdicts
        states: $states
        endings: $endings
        unopened: $unopened
        first: $first
        offset: $offset
      ) {
        totalCount
        nodes {
          verdict
          isVerdictGiven
          state
          note
          stateBy
          stateAt
          revision
          answeredSince
          searches
          opened
          firstAsked
          lastAsked
          clients
          questions(first: 100) {
            totalCount
            nodes {
              normalised
              query
              searches
              opened
              products
              versions
              verdict
              lastAsked
            }
          }
        }
      }
    }
  }
`);

export const gapsQuery = graphql(`
  query DemandGaps($days: Int!, $product: String, $version: String, $client: String, $first: Int!, $offset: Int!) {
    demand(days: $days, product: $product, version: $version, client: $client) {
      gaps(first: $first, offset: $offset) {
        totalCount
        nodes {
          product
          version
          kind
          state
          reasons
          searches
          questions
          lastAsked
          score
        }
      }
    }
  }
`);

export const namesQuery = graphql(`
  query DemandNames($days: Int!, $product: String, $version: String, $client: String, $kind: AbsentKind!) {
    demand(days: $days, product: $product, version: $version, client: $client) {
      absentNames(kind: $kind, first: 50) {
        nodes {
          name
          product
          searches
          clients
          lastAsked
          nearest
        }
      }
    }
  }
`);

export const fileQuery = graphql(`
  query DemandFileOfConsole(
    $days: Int!
    $product: String
    $version: String
    $client: String
    $verdicts: [QuestionVerdict!]
    $states: [QuestionState!]
    $endings: [SearchVerdict!]
    $unopened: Boolean
    $format: DemandFormat!
  ) {
    demand(days: $days, product: $product, version: $version, client: $client) {
      file(format: $format, verdicts: $verdicts, states: $states, endings: $endings, unopened: $unopened)
    }
  }
`);

export const markMutation = graphql(`
  mutation MarkQuestions($input: QuestionMarkInput!) {
    markQuestions(input: $input) {
      state
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const sendMutation = graphql(`
  mutation SendQuestions($questions: [String!]!) {
    sendQuestions(input: { questions: $questions }) {
      sent
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export type Group = ResultOf<typeof groupsQuery>['demand']['groups']['nodes'][number];
export type Gap = ResultOf<typeof gapsQuery>['demand']['gaps']['nodes'][number];
export type AbsentName = ResultOf<typeof namesQuery>['demand']['absentNames']['nodes'][number];
