/** The GraphQL documents behind `mcdewey eval` on the library's own judgements. */
import { graphql, operation, type DataOf } from '../typed-operation.js';

const runFields = graphql(`
  fragment RunFields on EvaluationRun {
    id
    startedAt
    finishedAt
    mode
    model
    questionCount
    unanswerable
    deadTargets
    figures {
      ndcg10
      mrr10
      recall10
      hit1
      hit5
      hit10
      hit20
    }
  }
`);

export type RunData = DataOf<typeof runFields>;

export const evaluateOperation = operation(
  graphql(
    `
      mutation EvaluateJudgements($run: ID, $mode: SearchMode) {
        evaluateJudgements(input: { run: $run, mode: $mode }) {
          done
          total
          run {
            ...RunFields
          }
        }
      }
    `,
    [runFields],
  ),
);

export const trendOperation = operation(
  graphql(
    `
      query EvaluationRuns($mode: SearchMode, $first: Int, $after: String) {
        evaluationRuns(mode: $mode, first: $first, after: $after) {
          nodes {
            ...RunFields
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    `,
    [runFields],
  ),
);

export const collectionOperation = operation(
  graphql(`
    query JudgedCollection {
      judgedCollection {
        corpus
        queries
        qrels
        targetCount
        questionCount
        judgementCount
        deadTargets
      }
    }
  `),
);
