/** Evaluations of the judgements: run here, drawn as a line, listed as a table. */
import { useState, type JSX } from 'react';
import { ask } from '../../api/ask.js';
import { askAllAgain } from '../../api/client.js';
import { useAsk } from '../../api/use-ask.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { useSay } from '../../ui/toasts.js';
import { When } from '../../ui/when.js';
import { words } from '../../words/en.js';
import { evaluateMutation, runsQuery, type Run, type Step } from './operations.js';

const { evaluation } = words.judgements;
const shown = 20;
const share = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(3));

const columns: readonly Column<Run>[] = [
  { key: 'when', title: evaluation.when, isHeading: true, cell: ({ startedAt }) => <When at={startedAt} /> },
  { key: 'mode', title: evaluation.mode, cell: ({ mode }) => evaluation.modes[mode] },
  { key: 'questions', title: evaluation.questions, isNumber: true, cell: ({ questionCount }) => questionCount },
  { key: 'ndcg', title: evaluation.ndcg, isNumber: true, cell: ({ figures }) => share(figures?.ndcg10) },
  { key: 'mrr', title: evaluation.mrr, isNumber: true, cell: ({ figures }) => share(figures?.mrr10) },
  { key: 'recall', title: evaluation.recall, isNumber: true, cell: ({ figures }) => share(figures?.recall10) },
  { key: 'hit', title: evaluation.hit1, isNumber: true, cell: ({ figures }) => share(figures?.hit1) },
  { key: 'who', title: evaluation.who, cell: ({ callerName }) => callerName },
];

const [width, height] = [320, 80];

/** The table beside it says the same in numbers. @param runs oldest first. */
function Trend({ runs }: { readonly runs: readonly Run[] }): JSX.Element | null {
  const values = runs.flatMap(({ figures }) => (figures === null ? [] : [figures.ndcg10]));
  const [first] = values;
  const last = values.at(-1);
  if (first === undefined || last === undefined || values.length < 2) return null;
  const points = values.map((value, at) => {
    const x = (at / (values.length - 1)) * (width - 8) + 4;
    return `${x.toFixed(1)},${((1 - value) * (height - 8) + 4).toFixed(1)}`;
  });
  return (
    <svg
      className="trend"
      role="img"
      aria-label={evaluation.trend(values.length, share(first), share(last))}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
    >
      <polyline points={points.join(' ')} />
    </svg>
  );
}

type Worse = Run['questions']['nodes'][number];

function Worst({ run }: { readonly run: Run }): JSX.Element | null {
  const worse = run.questions.nodes.filter(
    ({ ndcg10, ndcg10Before }: Worse) => ndcg10Before !== null && ndcg10 < ndcg10Before,
  );
  if (worse.length === 0) return null;
  return (
    <>
      <h3>{evaluation.worse}</h3>
      <ul>
        {worse.map(({ query, ndcg10, ndcg10Before }) => (
          <li key={query}>
            <a href={`/admin/workbench?q=${encodeURIComponent(query)}`}>{query}</a>: {share(ndcg10Before ?? undefined)}{' '}
            → {share(ndcg10)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Start(): JSX.Element {
  const say = useSay();
  const [progress, setProgress] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    setProgress('');
    try {
      for (let id: string | null = null; ;) {
        const { evaluateJudgements: step }: Step = await ask(evaluateMutation, { run: id });
        setProgress(evaluation.progress(step.done, step.total));
        id = step.run.id;
        if (step.run.finishedAt === null) continue;
        say(evaluation.done(share(step.run.figures?.ndcg10), step.run.deadTargets));
        break;
      }
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    } finally {
      setProgress(null);
      void askAllAgain();
    }
  };
  return (
    <p>
      <button
        type="button"
        disabled={progress !== null}
        onClick={() => {
          void run();
        }}
      >
        {evaluation.run}
      </button>{' '}
      <span role="status" className="soft">
        {progress ?? ''}
      </span>
    </p>
  );
}

export function Evaluation(): JSX.Element {
  const query = useAsk(runsQuery, { first: shown });
  const mayRun = useMay('CURATION_EDIT');
  return (
    <section className="part" aria-label={evaluation.title}>
      <h2>{evaluation.title}</h2>
      {mayRun && <Start />}
      <Answer of={query}>
        {({ evaluationRuns: { nodes } }) => {
          const [newest] = nodes;
          if (newest === undefined) return <p className="soft">{evaluation.none}</p>;
          return (
            <>
              <Trend runs={nodes.filter(({ mode }) => mode === newest.mode).toReversed()} />
              <Worst run={newest} />
              <DataTable
                caption={evaluation.title}
                columns={columns}
                rows={nodes}
                keyOf={({ id }) => id}
                nameOf={({ startedAt }) => startedAt}
              />
            </>
          );
        }}
      </Answer>
    </section>
  );
}
