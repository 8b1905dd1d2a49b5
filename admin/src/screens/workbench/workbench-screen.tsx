/** One question, as each leg and both together answer it; what is wrong becomes a rule or a synonym. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useId, useState, type JSX } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { Guard } from '../../shell/guard.js';
import { Answer } from '../../ui/answer.js';
import { Empty } from '../../ui/empty.js';
import { Screen } from '../../ui/screen.js';
import { words } from '../../words/en.js';
import { RuleDialog } from '../../settings/rule-dialog.js';
import { emptyDraft, type RuleDraft } from '../../settings/rule-draft.js';
import { emptySynonym, SynonymDialog } from '../../settings/synonym-dialog.js';
import { HitList, targetOf, type HitEffect } from './hit-list.js';
import { workbenchQuery, type Hit, type Workbench } from './operations.js';
import { MarkDialog } from '../../marks/mark-dialog.js';
import { useJudging } from './use-judging.js';
import './workbench.css';

const { workbench } = words;

interface Asked {
  readonly q?: string;
  readonly product?: string;
  readonly version?: string;
}

/** Cursors of the lists that are shown from a further page on. */
type Pages = Partial<Record<'afterByWords' | 'afterByMeaning' | 'afterTogether', string | null>>;

/** A rule about the question, as a hit suggests it. */
function draftFrom(asked: Asked, hit: Hit, effect: Exclude<HitEffect, 'mark'>): RuleDraft {
  const target = targetOf(hit);
  const effects = { pin: { pins: `1 ${target}` }, hide: { hides: target }, boost: { boosts: `2 ${target}` } }[effect];
  const { q = '', product = '' } = asked;
  return { ...emptyDraft, name: `${q}: ${hit.chunk.document.title}`, match: 'EXACT', words: q, product, ...effects };
}

function Notes({ fused: { parsed, appliedRules } }: Workbench): JSX.Element {
  return (
    <>
      {parsed.scopeWords.length > 0 && <p className="notice">{workbench.scopeWords(parsed.scopeWords.join(' '))}</p>}
      {parsed.synonyms.map(({ id, term, alternatives }) => (
        <p key={id} className="notice">
          {workbench.synonyms(term, alternatives.join(', '))}
        </p>
      ))}
      {appliedRules.length > 0 && (
        <section className="part" aria-label={workbench.applied}>
          <h2>{workbench.applied}</h2>
          <ul>
            {appliedRules.map(({ id, name, effect, target, outcome, reason }) => (
              <li key={`${id} ${effect} ${target}`}>
                {workbench.rule(name, effect)}, {target}: {words.preview.outcomes[outcome]}. {reason ?? ''}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Question({ asked }: { readonly asked: Asked }): JSX.Element {
  const navigate = useNavigate();
  const id = useId();
  const [typed, setTyped] = useState<Asked>(asked);
  const field = (name: keyof Asked, label: string) => (
    <div>
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        type="text"
        required={name === 'q'}
        value={typed[name] ?? ''}
        onChange={({ target }) => {
          setTyped({ ...typed, [name]: target.value });
        }}
      />
    </div>
  );
  return (
    <form
      className="filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const given = Object.entries(typed).filter(([, value]: [string, string]) => value.trim() !== '');
        void navigate({ to: '.', search: Object.fromEntries(given) as never });
      }}
    >
      {field('q', workbench.query)}
      {field('product', workbench.product)}
      {field('version', workbench.version)}
      <button type="submit">{workbench.ask}</button>
    </form>
  );
}

function Lists({ asked }: { readonly asked: Asked }): JSX.Element {
  const { q = '', product, version } = asked;
  const [draft, setDraft] = useState<RuleDraft | null>(null);
  const [marked, setMarked] = useState<Hit | null>(null);
  const [isSynonym, setSynonym] = useState(false);
  const scope = {
    ...(product !== undefined && { products: [product] }),
    ...(version !== undefined && { versions: [version] }),
  };
  const [pages, setPages] = useState<Pages>({});
  const pageOf = (list: keyof Pages) => (after: string | null) => {
    setPages({ ...pages, [list]: after });
  };
  const query = useAsk(workbenchQuery, { query: q, scope, ...pages });
  const judging = useJudging({ query: q, product: product ?? null, version: version ?? null });
  return (
    <>
      <p>
        <button
          type="button"
          className="secondary small"
          onClick={() => {
            setSynonym(true);
          }}
        >
          {workbench.synonym}
        </button>
      </p>
      <Answer of={query}>
        {(answer) => (
          <>
            <Notes {...answer} />
            <div className="workbench">
              <HitList
                title={workbench.lists.fused}
                hits={answer.fused.hits}
                onPage={pageOf('afterTogether')}
                {...(judging !== undefined && { judging })}
                onEffect={(hit, effect) => {
                  if (effect === 'mark') setMarked(hit);
                  else setDraft(draftFrom(asked, hit, effect));
                }}
              />
              <HitList title={workbench.lists.lexical} hits={answer.lexical.hits} onPage={pageOf('afterByWords')} />
              <HitList title={workbench.lists.vector} hits={answer.vector.hits} onPage={pageOf('afterByMeaning')} />
            </div>
          </>
        )}
      </Answer>
      {draft !== null && (
        <RuleDialog
          draft={draft}
          seen={null}
          onClose={() => {
            setDraft(null);
          }}
        />
      )}
      {marked !== null && (
        <MarkDialog
          passage={{ key: marked.chunk.key, name: marked.chunk.document.title }}
          onClose={() => {
            setMarked(null);
          }}
        />
      )}
      {isSynonym && (
        <SynonymDialog
          draft={{ ...emptySynonym, terms: q, product: product ?? '' }}
          seen={null}
          onClose={() => {
            setSynonym(false);
          }}
        />
      )}
    </>
  );
}

export function WorkbenchScreen(): JSX.Element {
  const asked: Asked = useSearch({ strict: false });
  return (
    <Guard action="CURATION_READ">
      <Screen title={workbench.title} about={workbench.about}>
        <Question key={JSON.stringify(asked)} asked={asked} />
        {asked.q === undefined ? (
          <Empty title={workbench.start}>
            <p>{workbench.startText}</p>
          </Empty>
        ) : (
          <Lists key={JSON.stringify(asked)} asked={asked} />
        )}
      </Screen>
    </Guard>
  );
}
