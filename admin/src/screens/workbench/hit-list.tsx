/** One list of hits, each with why it has its rank. */
import { useRef, useState, type JSX, type RefObject } from 'react';
import { Grades, grades } from '../../judgements/grades.js';
import { useShortcuts } from '../../shortcuts.js';
import { words } from '../../words/en.js';
import type { Hit, Hits } from './operations.js';

const { workbench } = words;

function reasonsOf({ explain: { lexical, vector, exact, pointing, rules } }: Hit): string {
  return [
    ...(lexical === null ? [] : [workbench.rank(workbench.byWords, lexical.rank)]),
    ...(vector === null ? [] : [workbench.rank(workbench.byMeaning, vector.rank)]),
    ...(exact === null ? [] : [workbench.exact(exact.name)]),
    ...(pointing === null ? [] : [workbench.pointing(pointing.factor)]),
    ...rules.map(({ name, effect }) => workbench.rule(name, effect)),
  ].join(' · ');
}

/** Where a rule finds the hit again: its section if it has one, else its file. */
export function targetOf({ chunk: { key, product, document, section } }: Hit): string {
  const file = key.split('::')[3] ?? '';
  const path = `${product.slug}/${document.slug}/${file}`;
  return section === null ? path : `${path}#${section.anchor}`;
}

export type HitEffect = 'pin' | 'hide' | 'boost' | 'mark';

export interface HitListProps {
  readonly title: string;
  /** A page of them. */
  readonly hits: Hits;
  /** Shows the page behind a cursor; the first one without. */
  readonly onPage: (after: string | null) => void;
  /** What can be done about a hit; nothing if left out. */
  readonly onEffect?: (hit: Hit, effect: HitEffect) => void;
  /** What was judged and how to; nothing if left out. */
  readonly judging?: Judging;
}

export interface Judging {
  /** Null if nobody judged it. */
  readonly gradeOf: (hit: Hit) => number | null;
  /** Null takes it back. */
  readonly onGrade: (hit: Hit, grade: number | null) => void;
}

const nameOf = ({ rank, chunk }: Hit): string => `${String(rank)}, ${chunk.document.title}`;

/** j and k select a hit, the keys of the grades judge it. */
function useHitKeys(
  list: RefObject<HTMLOListElement | null>,
  { hits, judging }: { readonly hits: readonly Hit[] } & Pick<HitListProps, 'judging'>,
  selected: number,
): void {
  const go = (to: number): void => {
    const item = list.current?.children[Math.max(0, Math.min(to, hits.length - 1))];
    item?.querySelector<HTMLElement>('a[href]')?.focus();
    item?.scrollIntoView({ block: 'nearest' });
  };
  const give = (grade: number) => (): void => {
    const hit = hits[selected];
    if (hit !== undefined) judging?.onGrade(hit, judging.gradeOf(hit) === grade ? null : grade);
  };
  useShortcuts(
    judging === undefined
      ? {}
      : {
          j: () => {
            go(selected + 1);
          },
          k: () => {
            go(selected - 1);
          },
          ...Object.fromEntries(grades.map((grade) => [String(grade), give(grade)])),
        },
  );
}

interface EffectsProps {
  readonly hit: Hit;
  readonly onEffect: (hit: Hit, effect: HitEffect) => void;
}

function Effects({ hit, onEffect }: EffectsProps): JSX.Element {
  const name = nameOf(hit);
  const actions = [
    ['pin', workbench.pin, workbench.pinOf(name)],
    ['hide', workbench.hide, workbench.hideOf(name)],
    ['boost', workbench.boost, workbench.boostOf(name)],
    ['mark', words.marks.mark, words.marks.buttonOf(name)],
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

interface PagesProps extends Pick<HitListProps, 'title' | 'hits' | 'onPage'> {
  readonly isFirst: boolean;
}

function Pages({ title, hits: { pageInfo }, onPage, isFirst }: PagesProps): JSX.Element | null {
  if (isFirst && !pageInfo.hasNextPage) return null;
  const pages = [
    ...(isFirst ? [] : [[workbench.first, workbench.firstOf(title), null] as const]),
    ...(pageInfo.hasNextPage ? [[workbench.next, workbench.nextOf(title), pageInfo.endCursor] as const] : []),
  ];
  return (
    <p className="row">
      {pages.map(([label, full, after]) => (
        <button
          key={label}
          type="button"
          className="secondary small"
          aria-label={full}
          onClick={() => {
            onPage(after);
          }}
        >
          {label}
        </button>
      ))}
    </p>
  );
}

export function HitList({ title, hits: page, onPage, onEffect, judging }: HitListProps): JSX.Element {
  const hits = page.nodes;
  const [first] = hits;
  const list = useRef<HTMLOListElement>(null);
  const [selected, setSelected] = useState(-1);
  useHitKeys(list, { hits, ...(judging !== undefined && { judging }) }, selected);
  return (
    <section className="part" aria-label={title}>
      <h2>{title}</h2>
      {judging !== undefined && <p className="soft">{words.judgements.keys}</p>}
      {hits.length === 0 ? (
        <p className="soft">{workbench.nothing}</p>
      ) : (
        <ol ref={list} className="workbench-hits" start={first?.rank}>
          {hits.map((hit, at) => (
            <li
              key={hit.chunk.key}
              aria-current={judging !== undefined && at === selected ? 'true' : undefined}
              onFocus={() => {
                setSelected(at);
              }}
            >
              <a href={hit.chunk.permalink}>
                {hit.chunk.document.title} {hit.chunk.version.label}
              </a>
              <span className="minor">{hit.chunk.headingPath.join(' › ')}</span>
              <span className="minor">{reasonsOf(hit)}</span>
              {judging !== undefined && (
                <Grades
                  name={nameOf(hit)}
                  grade={judging.gradeOf(hit)}
                  onGrade={(grade) => {
                    judging.onGrade(hit, grade);
                  }}
                />
              )}
              {onEffect !== undefined && <Effects hit={hit} onEffect={onEffect} />}
            </li>
          ))}
        </ol>
      )}
      <Pages title={title} hits={page} onPage={onPage} isFirst={first === undefined || first.rank === 1} />
    </section>
  );
}
