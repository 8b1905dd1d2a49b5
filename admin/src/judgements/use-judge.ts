/** Judges and withdraws, says so, and takes it back on demand. */
import { useChange } from '../api/use-ask.js';
import { useSay } from '../ui/toasts.js';
import { words } from '../words/en.js';
import { judgeMutation, withdrawMutation, type Judgement } from './operations.js';

/** The question and what is judged; a judgement of it holds the same. */
export type JudgedThing = Pick<Judgement, 'query' | 'vendor' | 'product' | 'version' | 'kind' | 'target'>;

/** As it is known: null if there is none. */
type Known = Pick<Judgement, 'id' | 'grade' | 'revision' | 'note'> | null;

export interface Judge {
  /** @param grade null takes the judgement away. */
  readonly judge: (thing: JudgedThing, known: Known, grade: number | null) => void;
  readonly isPending: boolean;
}

export function useJudge(): Judge {
  const give = useChange(judgeMutation);
  const take = useChange(withdrawMutation);
  const say = useSay();
  const onError = ({ message }: Error): void => {
    say(message);
  };
  const judge: Judge['judge'] = ({ query, vendor, product, version, kind, target }, known, grade) => {
    const thing = { query, vendor, product, version, kind, target };
    const back = (now: Known): void => {
      judge(thing, now, known?.grade ?? null);
    };
    if (grade === null) {
      if (known === null) return;
      take.mutate(
        { input: { id: known.id, expectedRevision: known.revision } },
        {
          onSuccess: () => {
            say(words.judgements.withdrawn, () => {
              back(null);
            });
          },
          onError,
        },
      );
      return;
    }
    const note = known?.note ?? null;
    give.mutate(
      { input: { ...thing, grade, note, expectedRevision: known?.revision ?? 0 } },
      {
        onSuccess: ({ judge: { judgement } }) => {
          const { id, revision } = judgement;
          say(words.judgements.judged(grade), () => {
            back({ id, revision, grade, note });
          });
        },
        onError,
      },
    );
  };
  return { judge, isPending: give.isPending || take.isPending };
}
