/** Questions that mean about the same, by the likeness of their vectors, and what work they lead to. */
import type { QuestionState, QuestionVerdict } from '../store/entities/search-verdict-kind.js';
import type { AskedQuestion } from '../store/queries/demand.js';

export interface QuestionGroup {
  readonly verdict: QuestionVerdict;
  /** A curator gave the verdict. */
  readonly isVerdictGiven: boolean;
  /** Most asked first. */
  readonly questions: readonly AskedQuestion[];
  readonly searches: number;
  readonly opened: number;
  readonly firstAsked: Date;
  readonly lastAsked: Date;
  readonly clients: readonly string[];
  /** What a curator said last of any of its questions; mended when the machine answers all of them since. */
  readonly state: QuestionState;
  readonly note: string | null;
  readonly stateBy: string | null;
  readonly stateAt: Date | null;
  /** Highest of its questions; 0 when nobody said anything of them. */
  readonly revision: number;
  /** Since when all of them are answered; null while one is not. */
  readonly answeredSince: Date | null;
}

/** Cosine from which two questions are the same one in other words. */
const alike = 0.9;
/** What is opened stood so far down, on average, that the words of question and text are far apart. */
const lowRank = 4;

/**
 * @param weakCosine what only one in twenty searches stays below; null when that is not known.
 */
export function questionVerdict(
  { verdict, mark, bestCosine, openedRank }: AskedQuestion,
  weakCosine: number | null,
): QuestionVerdict {
  if (mark?.state === 'NOT_OURS') return 'NOT_OURS';
  if (mark?.verdict != null) return mark.verdict;
  if (verdict === 'VERSION_ABSENT') return 'VERSION_GAP';
  if (verdict === 'UNKNOWN_NAME') return 'SCOPE_GAP';
  if (openedRank !== null && openedRank >= lowRank) return 'WORDING_GAP';
  if (verdict === 'NOTHING_FOUND') return 'CONTENT_GAP';
  if (verdict === 'NOTHING_RELEVANT' && openedRank === null) return 'CONTENT_GAP';
  return isWeak(bestCosine, weakCosine) && openedRank === null ? 'CONTENT_GAP' : 'ANSWERED';
}

/** What vectors found is farther than for nearly all other searches; false where that can't be told. */
export function isWeak(cosine: number | null, weakCosine: number | null): boolean {
  return weakCosine !== null && cosine !== null && cosine < weakCosine;
}

interface GrowingGroup {
  readonly verdict: QuestionVerdict;
  readonly isMarked: boolean;
  readonly vector: Float32Array | undefined;
  readonly questions: AskedQuestion[];
}

/** What a curator said of a question holds for its other wordings: whatever is not ours, and what is a gap as well. */
function takesIn({ verdict, isMarked }: GrowingGroup, other: QuestionVerdict): boolean {
  return verdict === other || (isMarked && (verdict === 'NOT_OURS' || other !== 'ANSWERED'));
}

/**
 * Each question joins the first group whose most asked question is like it, with the same verdict or marked by a curator.
 * @param questions most asked first.
 * @param vectors of the same questions, of length one.
 */
export function groupQuestions(
  questions: readonly AskedQuestion[],
  vectors: readonly Float32Array[],
  weakCosine: number | null,
): QuestionGroup[] {
  const groups: GrowingGroup[] = [];
  const placed = questions.map((question, at) => ({ question, vector: vectors[at] }));
  // Marked ones first, so that wordings without a mark find the group that it holds for.
  const ordered = [
    ...placed.filter(({ question }) => question.mark !== null),
    ...placed.filter(({ question }) => question.mark === null),
  ];
  for (const { question, vector } of ordered) {
    const verdict = questionVerdict(question, weakCosine);
    const isMarked = question.mark !== null;
    const group = groups.find(
      (one) =>
        (isMarked ? one.verdict === verdict : takesIn(one, verdict)) &&
        vector !== undefined &&
        one.vector !== undefined &&
        cosine(one.vector, vector) >= alike,
    );
    if (group === undefined) groups.push({ verdict, isMarked, vector, questions: [question] });
    else group.questions.push(question);
  }
  return groups.map(sumUp).sort((a, b) => b.searches - a.searches);
}

const time = (one: Date | string | null): number => (one === null ? -Infinity : new Date(one).getTime());

function sumUp({ verdict, questions: members }: GrowingGroup): QuestionGroup {
  const questions = members.toSorted((a, b) => b.searches - a.searches);
  const [marked] = questions.filter(({ mark }) => mark !== null).sort((a, b) => time(b.stateAt) - time(a.stateAt));
  const said = marked?.mark?.state ?? 'OPEN';
  const isMended =
    (said === 'OPEN' || said === 'PLANNED') && questions.every(({ answeredSince }) => answeredSince !== null);
  return {
    verdict,
    isVerdictGiven: questions.some(({ mark }) => mark?.verdict === verdict),
    questions,
    searches: questions.reduce((sum, { searches }) => sum + searches, 0),
    opened: questions.reduce((sum, { opened }) => sum + opened, 0),
    firstAsked: new Date(Math.min(...questions.map(({ firstAsked }) => time(firstAsked)))),
    lastAsked: new Date(Math.max(...questions.map(({ lastAsked }) => time(lastAsked)))),
    clients: [...new Set(questions.flatMap(({ clients }) => clients))].sort(),
    state: isMended ? 'MENDED' : said,
    note: marked?.note ?? null,
    stateBy: marked?.stateBy ?? null,
    stateAt: marked?.stateAt ?? null,
    revision: Math.max(...questions.map(({ revision }) => revision)),
    answeredSince: isMended ? new Date(Math.max(...questions.map(({ answeredSince }) => time(answeredSince)))) : null,
  };
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
