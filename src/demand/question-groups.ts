/** Questions that mean about the same, by the likeness of their vectors, and what work they lead to. */
import type { AskedQuestion } from '../store/queries/demand.js';

export const QUESTION_VERDICTS = [
  'CONTENT_GAP',
  'VERSION_GAP',
  'SCOPE_GAP',
  'WORDING_GAP',
  'NOT_OURS',
  'ANSWERED',
] as const;
export type QuestionVerdict = (typeof QUESTION_VERDICTS)[number];

export interface QuestionGroup {
  readonly verdict: QuestionVerdict;
  /** Most asked first. */
  readonly questions: readonly AskedQuestion[];
  readonly searches: number;
  readonly opened: number;
}

/** Cosine from which two questions are the same one in other words. */
const alike = 0.9;
/** What is opened stood so far down, on average, that the words of question and text are far apart. */
const lowRank = 4;

/**
 * @param weakCosine what only one in twenty searches stays below; null when that is not known.
 */
export function questionVerdict(
  { verdict, state, bestCosine, openedRank }: AskedQuestion,
  weakCosine: number | null,
): QuestionVerdict {
  if (state === 'NOT_OURS') return 'NOT_OURS';
  if (verdict === 'VERSION_ABSENT') return 'VERSION_GAP';
  if (verdict === 'UNKNOWN_NAME') return 'SCOPE_GAP';
  if (openedRank !== null && openedRank >= lowRank) return 'WORDING_GAP';
  if (verdict === 'NOTHING_FOUND') return 'CONTENT_GAP';
  if (verdict === 'NOTHING_RELEVANT' && openedRank === null) return 'CONTENT_GAP';
  const isWeak = weakCosine !== null && bestCosine !== null && bestCosine < weakCosine;
  return isWeak && openedRank === null ? 'CONTENT_GAP' : 'ANSWERED';
}

/**
 * Each question joins the first group with the same verdict whose most asked question is like it.
 * @param questions most asked first.
 * @param vectors of the same questions, of length one.
 */
export function groupQuestions(
  questions: readonly AskedQuestion[],
  vectors: readonly Float32Array[],
  weakCosine: number | null,
): QuestionGroup[] {
  const groups: { verdict: QuestionVerdict; vector: Float32Array | undefined; questions: AskedQuestion[] }[] = [];
  for (const [at, question] of questions.entries()) {
    const verdict = questionVerdict(question, weakCosine);
    const vector = vectors[at];
    const group = groups.find(
      (one) =>
        one.verdict === verdict &&
        vector !== undefined &&
        one.vector !== undefined &&
        cosine(one.vector, vector) >= alike,
    );
    if (group === undefined) groups.push({ verdict, vector, questions: [question] });
    else group.questions.push(question);
  }
  return groups
    .map(({ verdict, questions: members }) => ({
      verdict,
      questions: members,
      searches: members.reduce((sum, { searches }) => sum + searches, 0),
      opened: members.reduce((sum, { opened }) => sum + opened, 0),
    }))
    .sort((a, b) => b.searches - a.searches);
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
