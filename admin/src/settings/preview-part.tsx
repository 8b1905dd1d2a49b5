/** What a draft would change: the hits of a query before and after, and questions that people ask. */
import { useState, type JSX, type RefObject } from 'react';
import { useAsk } from '../api/use-ask.js';
import { JudgedPreview } from '../judgements/judged-preview.js';
import { Answer } from '../ui/answer.js';
import { DataTable, type Column } from '../ui/data-table.js';
import { words } from '../words/en.js';
import { previewQuery, type Preview } from './rule-operations.js';
import { TextField } from './text-field.js';

type Move = Preview['moves'][number];

const place = (rank: number | null): string => (rank === null ? words.preview.absent : String(rank));
const columns: readonly Column<Move>[] = [
  { key: 'before', title: words.preview.before, isNumber: true, cell: ({ before }) => place(before) },
  { key: 'after', title: words.preview.after, isNumber: true, cell: ({ after }) => place(after) },
  {
    key: 'hit',
    title: words.preview.hit,
    isHeading: true,
    cell: ({ chunk: { document, version, headingPath } }) => (
      <>
        {document.title} {version.label}
        <span className="minor">{headingPath.join(' › ')}</span>
      </>
    ),
  },
];

function Moves({ moves, after, changedQuestions }: Preview): JSX.Element {
  const isSame = moves.every((move) => move.before === move.after);
  return (
    <>
      {after.appliedRules.length > 0 && (
        <ul>
          {after.appliedRules.map(({ id, name, effect, target, outcome, reason }) => (
            <li key={`${id} ${effect} ${target}`}>
              {words.workbench.rule(name, effect)}, {target}: {words.preview.outcomes[outcome]}. {reason ?? ''}
            </li>
          ))}
        </ul>
      )}
      {isSame ? (
        <p>{words.preview.same}</p>
      ) : (
        <DataTable
          caption={words.preview.title}
          columns={columns}
          rows={moves}
          keyOf={({ chunk }) => chunk.key}
          nameOf={({ chunk }) => chunk.document.title}
        />
      )}
      <h3>{words.preview.others}</h3>
      {changedQuestions.length === 0 ? (
        <p className="soft">{words.preview.noOthers}</p>
      ) : (
        <ul>
          {changedQuestions.map(({ query, searches, moves: others }) => (
            <li key={query}>
              {query}: {words.preview.asked(searches)},{' '}
              {words.preview.moves(others.filter((move) => move.before !== move.after).length)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export interface PreviewPartProps {
  /** Words to begin with. */
  readonly query: string;
  readonly product: string;
  /** What the draft is written in: it is tried once its fields can be read. */
  readonly form: RefObject<HTMLFormElement | null>;
  /** Whether something in it can't be read that the browser does not know of. */
  readonly isBad?: boolean;
  /** The draft, as it is now. */
  readonly drafts: () => Pick<Parameters<typeof useAsk<unknown, PreviewInput>>[1]['input'], 'rules' | 'synonyms'>;
}

interface PreviewInput {
  readonly input: NonNullable<(typeof previewQuery)['__apiType']> extends (variables: infer Variables) => unknown
    ? Variables extends { input: infer Input }
      ? Input
      : never
    : never;
}

export function PreviewPart({ query, product, form, isBad = false, drafts }: PreviewPartProps): JSX.Element {
  const [typed, setTyped] = useState<string | null>(null);
  const [tried, setTried] = useState<PreviewInput['input'] | null>(null);
  const asked = typed ?? query;
  const scope = product.trim() === '' ? null : { products: [product.trim()] };
  const answer = useAsk(previewQuery, { input: tried ?? { query: asked } }, { enabled: tried !== null });
  return (
    <section className="part" aria-label={words.preview.title}>
      <h3>{words.preview.title}</h3>
      <TextField label={words.preview.query} value={asked} onChange={setTyped} />
      <button
        type="button"
        className="secondary"
        disabled={isBad || asked.trim() === ''}
        onClick={() => {
          if (form.current?.reportValidity() === true) setTried({ query: asked, scope, first: 10, ...drafts() });
        }}
      >
        {words.preview.try}
      </button>
      {tried !== null && <Answer of={answer}>{({ searchPreview }) => <Moves {...searchPreview} />}</Answer>}
      {tried !== null && <JudgedPreview input={tried} />}
    </section>
  );
}
