/** One list of hits, each with why it has its rank. */
import type { JSX } from 'react';
import { words } from '../../words/en.js';
import type { Hit } from './operations.js';

const { workbench } = words;

function reasonsOf({ explain: { lexical, vector, exact, rules } }: Hit): string {
  return [
    ...(lexical === null ? [] : [workbench.rank(workbench.byWords, lexical.rank)]),
    ...(vector === null ? [] : [workbench.rank(workbench.byMeaning, vector.rank)]),
    ...(exact === null ? [] : [workbench.exact(exact.name)]),
    ...rules.map(({ name, effect }) => workbench.rule(name, effect)),
  ].join(' · ');
}

/** Where a rule finds the hit again: its section if it has one, else its file. */
export function targetOf({ chunk: { key, product, document, section } }: Hit): string {
  const file = key.split('::')[3] ?? '';
  const path = `${product.slug}/${document.slug}/${file}`;
  return section === null ? path : `${path}#${section.anchor}`;
}

export type HitEffect = 'pin' | 'hide' | 'boost';

export interface HitListProps {
  readonly title: string;
  readonly hits: readonly Hit[];
  /** What can be done about a hit; nothing if left out. */
  readonly onEffect?: (hit: Hit, effect: HitEffect) => void;
}

interface EffectsProps {
  readonly hit: Hit;
  readonly onEffect: (hit: Hit, effect: HitEffect) => void;
}

function Effects({ hit, onEffect }: EffectsProps): JSX.Element {
  const name = `${String(hit.rank)}, ${hit.chunk.document.title}`;
  const actions = [
    ['pin', workbench.pin, workbench.pinOf(name)],
    ['hide', workbench.hide, workbench.hideOf(name)],
    ['boost', workbench.boost, workbench.boostOf(name)],
  ] as const;
  return (
    <span className="row">
      {actions.map(([effect, label, full]) => (
        <button
          key={effect}
          type="button"
          className="secondary small"
          aria-label={full}
          onClick={() => {
            onEffect(hit, effect);
          }}
        >
          {label}
        </button>
      ))}
    </span>
  );
}

export function HitList({ title, hits, onEffect }: HitListProps): JSX.Element {
  return (
    <section className="part" aria-label={title}>
      <h2>{title}</h2>
      {hits.length === 0 ? (
        <p className="soft">{workbench.nothing}</p>
      ) : (
        <ol className="workbench-hits">
          {hits.map((hit) => (
            <li key={hit.chunk.key}>
              <a href={hit.chunk.permalink}>
                {hit.chunk.document.title} {hit.chunk.version.label}
              </a>
              <span className="minor">{hit.chunk.headingPath.join(' › ')}</span>
              <span className="minor">{reasonsOf(hit)}</span>
              {onEffect !== undefined && <Effects hit={hit} onEffect={onEffect} />}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
