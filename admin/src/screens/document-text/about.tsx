/** What is wrong with the whole: warnings of the reader, pages without text, marks. */
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import type { RowPlace } from '../../list/row-place.js';
import { useUnmark } from '../../marks/use-unmark.js';
import { useMay } from '../../shell/viewer.js';
import { words } from '../../words/en.js';
import type { DocumentMark, TextDocument } from './operations.js';

const { documentText, marks: markWords } = words;
const longest = 100;

function Marks({ marks }: { readonly marks: readonly DocumentMark[] }): JSX.Element | null {
  const mayEdit = useMay('CURATION_EDIT');
  const { unmark, isPending } = useUnmark();
  if (marks.length === 0) return null;
  return (
    <section className="part" aria-labelledby="marks">
      <h2 id="marks">{documentText.marks}</h2>
      <ul>
        {marks.map((mark) => {
          const { id, effect, version, passage, firstPage, lastPage, reason } = mark;
          const what = passage?.slice(0, longest) ?? markWords.pages(firstPage ?? 0, lastPage ?? 0);
          return (
            <li key={id}>
              <span className="chip is-warn">{markWords.done[effect]}</span> {what}
              {version === null && `, ${markWords.everyVersion}`}
              {reason !== null && `: ${reason}`}{' '}
              {mayEdit && (
                <button
                  type="button"
                  className="plain"
                  disabled={isPending}
                  aria-label={markWords.removeOf(what)}
                  onClick={() => {
                    unmark(mark);
                  }}
                >
                  {markWords.remove}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface AboutProps {
  readonly document: TextDocument;
  readonly marks: readonly DocumentMark[];
}

export function About({ document: { files, pagesWithoutText }, marks }: AboutProps): JSX.Element {
  const warned = files.nodes.filter(({ warnings }) => warnings.length > 0);
  const amount = warned.reduce((sum, { warnings }) => sum + warnings.length, 0);
  return (
    <>
      {pagesWithoutText > 0 && (
        <p className="notice is-warn">
          <Link to="." search={({ in: list, at }: RowPlace) => ({ in: list, at, quality: 'NO_TEXT_LAYER' }) as never}>
            {words.edit.noText(pagesWithoutText)}
          </Link>
        </p>
      )}
      {amount > 0 && (
        <details className="part">
          <summary>{documentText.warnings(amount)}</summary>
          <ul>
            {warned.flatMap(({ name, warnings }) =>
              warnings.map((warning) => (
                <li key={`${name} ${warning}`} dir="auto">
                  {files.totalCount > 1 && <code>{name}</code>} {warning}
                </li>
              )),
            )}
          </ul>
        </details>
      )}
      <Marks marks={marks} />
    </>
  );
}
