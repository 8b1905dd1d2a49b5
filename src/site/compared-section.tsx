/** One section as the comparison shows it: what became of it, where both versions have it, how its text differs. */
import type { ComponentChildren, JSX } from 'preact';
import { DiffView } from './diff-view.js';
import type { SectionData, SideData } from './operations/compare-page.js';
import { counted, pageName } from './page-name.js';

const changeNames: Readonly<Record<string, string>> = {
  SAME: 'The same',
  NUMBERS_ONLY: 'Version numbers only',
  CHANGED: 'Changed',
  MOVED: 'Moved',
  RENAMED: 'Renamed',
  ADDED: 'Added',
  REMOVED: 'Removed',
};

/** Rows of a section that only one version has which are shown at once. */
const shortText = 10;

interface ComparedSectionProps {
  readonly section: SectionData;
  readonly at: number;
  readonly isLast: boolean;
}

export function ComparedSection({ section, at, isLast }: ComparedSectionProps): JSX.Element {
  const { change, textChanged, from, to, diff } = section;
  const shown = to ?? from;
  const isElsewhere = change === 'MOVED' || change === 'RENAMED';
  const isAlone = from === null || to === null;
  const isFolded = (isAlone && diff.rows.length > shortText) || change === 'SAME';
  return (
    <section class={`change ${change.toLowerCase()}`} id={`s${String(at)}`} aria-labelledby={`h${String(at)}`}>
      <header>
        <h3 id={`h${String(at)}`}>
          <span class="what">
            {changeNames[change]}
            {isElsewhere && textChanged && ' and changed'}
          </span>{' '}
          {shown?.headingPath.at(-1)}
        </h3>
        {!isLast && (
          <a class="next" href={`#s${String(at + 1)}`}>
            Next
          </a>
        )}
        <p class="path">
          {isElsewhere && from !== null && to !== null ? (
            <>
              {placeOf(from)} → {placeOf(to)}
            </>
          ) : (
            shown !== null && placeOf(shown)
          )}
        </p>
        <p class="sides">
          <Cited side={from} words="before" />
          <Cited side={to} words="after" />
        </p>
      </header>
      {isElsewhere && !textChanged ? (
        <p class="skipped">The text is the same.</p>
      ) : (
        <Folded isFolded={isFolded} words={counted(diff.rows.length + diff.skippedAtEnd, 'row')}>
          <DiffView diff={diff} />
        </Folded>
      )}
    </section>
  );
}

function placeOf({ headingPath, document }: SideData): string {
  return (headingPath[0] === document.title ? headingPath : [document.title, ...headingPath]).join(' › ');
}

interface FoldedProps {
  readonly isFolded: boolean;
  readonly words: string;
  readonly children: ComponentChildren;
}

function Folded({ isFolded, words, children }: FoldedProps): JSX.Element {
  if (!isFolded) return <>{children}</>;
  return (
    <details>
      <summary>{words}</summary>
      {children}
    </details>
  );
}

function Cited({ side, words }: { readonly side: SideData | null; readonly words: string }): JSX.Element | null {
  if (side?.chunk == null) return null;
  const page = pageName(side.chunk);
  return (
    <a href={side.chunk.permalink} title={side.chunk.key}>
      {words}
      {page !== undefined && `, ${page.toLowerCase()}`}
    </a>
  );
}
