/** The GraphQL documents behind `mcdewey eval` on the library's own judgements. */
import type { Operation } from '../executor.js';

export interface RunData {
  readonly id: string;
  /** Texts where the answer came from another process. */
  readonly startedAt: Date | string;
  readonly finishedAt: Date | string | null;
  readonly mode: string;
  readonly model: string;
  readonly questionCount: number;
  readonly unanswerable: number;
  readonly deadTargets: number;
  readonly figures: Readonly<
    Record<'ndcg10' | 'mrr10' | 'recall10' | 'hit1' | 'hit5' | 'hit10' | 'hit20', number>
  > | null;
}

const runFields = `id startedAt finishedAt mode model questionCount unanswerable deadTargets
  figures { ndcg10 mrr10 recall10 hit1 hit5 hit10 hit20 }`;

export interface EvaluateData {
  readonly evaluateJudgements: { readonly run: RunData; readonly done: number; readonly total: number };
}

export const evaluateOperation: Operation = {
  name: 'EvaluateJudgements',
  source: `mutation EvaluateJudgements($run: ID, $mode: SearchMode) {
    evaluateJudgements(input: { run: $run, mode: $mode }) { done total run { ${runFields} } } }`,
};

export interface TrendData {
  readonly evaluationRuns: {
    readonly nodes: readonly RunData[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

export const trendOperation: Operation = {
  name: 'EvaluationRuns',
  source: `query EvaluationRuns($mode: SearchMode, $first: Int, $after: String) {
    evaluationRuns(mode: $mode, first: $first, after: $after) {
      nodes { ${runFields} } pageInfo { hasNextPage endCursor } } }`,
};

export interface CollectionData {
  readonly judgedCollection: {
    readonly corpus: string;
    readonly queries: string;
    readonly qrels: string;
    readonly targetCount: number;
    readonly questionCount: number;
    readonly judgementCount: number;
    readonly deadTargets: readonly string[];
  };
}

export const collectionOperation: Operation = {
  name: 'JudgedCollection',
  source: `query JudgedCollection { judgedCollection {
    corpus queries qrels targetCount questionCount judgementCount deadTargets } }`,
};
