/** Ranking figures as trec_eval defines them, for one query's list of distinct documents, best first. */

export interface Figures {
  readonly ndcg10: number;
  readonly mrr10: number;
  readonly recall10: number;
  readonly hit1: number;
  readonly hit5: number;
  readonly hit10: number;
  readonly hit20: number;
}

const cut = 10;

function discounted(grades: readonly number[]): number {
  return grades.slice(0, cut).reduce((sum, grade, at) => sum + grade / Math.log2(at + 2), 0);
}

/**
 * nDCG with the grade as gain (Järvelin & Kekäläinen 2002, as trec_eval's `ndcg_cut_10`), reciprocal rank, recall and
 * hits, all between 0 and 1.
 * @param judged grades above 0 by document; must not be empty.
 */
export function figuresOf(ranked: readonly string[], judged: ReadonlyMap<string, number>): Figures {
  const grades = ranked.map((id) => judged.get(id) ?? 0);
  const ideal = [...judged.values()].sort((a, b) => b - a);
  const first = grades.slice(0, cut).findIndex((grade) => grade > 0);
  const found = (depth: number): number => grades.slice(0, depth).filter((grade) => grade > 0).length;
  return {
    ndcg10: discounted(grades) / discounted(ideal),
    mrr10: first === -1 ? 0 : 1 / (first + 1),
    recall10: found(cut) / judged.size,
    hit1: Math.min(1, found(1)),
    hit5: Math.min(1, found(5)),
    hit10: Math.min(1, found(10)),
    hit20: Math.min(1, found(20)),
  };
}

/** Mean over queries; all 0 for none. */
export function meanOf(all: readonly Figures[]): Figures {
  const mean = (name: keyof Figures): number =>
    all.length === 0 ? 0 : all.reduce((sum, figures) => sum + figures[name], 0) / all.length;
  return {
    ndcg10: mean('ndcg10'),
    mrr10: mean('mrr10'),
    recall10: mean('recall10'),
    hit1: mean('hit1'),
    hit5: mean('hit5'),
    hit10: mean('hit10'),
    hit20: mean('hit20'),
  };
}

/** Nearest-rank percentile of durations or sizes; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
