/** What the screen of judgements asks of evaluations. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const runsQuery = graphql(`
  query EvaluationRuns($first: Int!) {
    evaluationRuns(first: $first) {
      nodes {
        id
        startedAt
        mode
        questionCount
        callerName
        figures {
          ndcg10
          mrr10
          recall10
          hit1
        }
        questions(first: 100) {
          nodes {
            query
            ndcg10
            ndcg10Before
          }
        }
      }
    }
  }
`);

export type Run = ResultOf<typeof runsQuery>['evaluationRuns']['nodes'][number];

export const evaluateMutation = graphql(`
  mutation EvaluateJudgements($run: ID) {
    evaluateJudgements(input: { run: $run }) {
      done
      total
      run {
        id
        finishedAt
        deadTargets
        figures {
          ndcg10
        }
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export type Step = ResultOf<typeof evaluateMutation>;
