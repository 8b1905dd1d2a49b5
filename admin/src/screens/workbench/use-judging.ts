/** The judgements of one question, by hit. */
import { useAsk } from '../../api/use-ask.js';
import { judgementsQuery } from '../../judgements/operations.js';
import { useJudge } from '../../judgements/use-judge.js';
import { useMay } from '../../shell/viewer.js';
import type { Judging } from './hit-list.js';
import type { Hit } from './operations.js';

const mostJudged = 100;

export interface Question {
  readonly query: string;
  readonly product: string | null;
  readonly version: string | null;
}

/** Undefined for who may not judge. */
export function useJudging({ query, product, version }: Question): Judging | undefined {
  const answer = useAsk(judgementsQuery, { query, product, first: mostJudged, offset: 0 });
  const { judge, isPending } = useJudge();
  const mayJudge = useMay('CURATION_EDIT');
  const mine = (answer.data?.judgements.nodes ?? []).filter(
    (one) => one.product === product && one.version === version && one.vendor === null && one.kind === null,
  );
  const known = ({ chunk: { key } }: Hit) =>
    mine.find(({ target, chunk }) => target === key || (target.includes('::') && chunk?.key === key));
  if (!mayJudge) return undefined;
  return {
    gradeOf: (hit) => known(hit)?.grade ?? null,
    onGrade: (hit, grade) => {
      if (isPending || answer.isFetching) return;
      const before = known(hit) ?? null;
      const target = before?.target ?? hit.chunk.key;
      judge({ query: query.trim(), vendor: null, product, version, kind: null, target }, before, grade);
    },
  };
}
