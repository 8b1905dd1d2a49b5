/** What the workbench and the screen of judgements ask and change. */
import { graphql, type ResultOf } from '../api/graphql.js';

export const judgementsQuery = graphql(`
  query Judgements(
    $query: String
    $product: String
    $contains: String
    $onlyDead: Boolean
    $first: Int!
    $offset: Int!
  ) {
    judgements(
      query: $query
      product: $product
      contains: $contains
      onlyDead: $onlyDead
      first: $first
      offset: $offset
    ) {
      totalCount
      nodes {
        id
        query
        vendor
        product
        version
        kind
        target
        grade
        note
        revision
        callerName
        changedAt
        isDead
        chunk {
          key
          permalink
          headingPath
          document {
            title
          }
        }
      }
    }
  }
`);

export type Judgement = ResultOf<typeof judgementsQuery>['judgements']['nodes'][number];

export const judgeMutation = graphql(`
  mutation Judge($input: JudgementInput!) {
    judge(input: $input) {
      judgement {
        id
        revision
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const withdrawMutation = graphql(`
  mutation WithdrawJudgement($input: DeleteSettingInput!) {
    withdrawJudgement(input: $input) {
      id
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const judgedPreviewQuery = graphql(`
  query PreviewJudged($input: SearchPreviewInput!) {
    searchPreview(input: $input) {
      judgedQuestions {
        query
        before
        after
      }
    }
  }
`);
