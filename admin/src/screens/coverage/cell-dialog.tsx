/** What is behind a cell: why it is as it is, what it counts, and what can be done about it. */
import { Link } from '@tanstack/react-router';
import { useState, type JSX, type ReactNode } from 'react';
import { useAsk } from '../../api/use-ask.js';
import { documentKinds } from '../../fields/curated-fields.js';
import type { Search } from '../../list/shown.js';
import { useMay } from '../../shell/viewer.js';
import { Answer } from '../../ui/answer.js';
import { Dialog } from '../../ui/dialog.js';
import { When } from '../../ui/when.js';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import { headingName, searchOf, statesOf, toneOf } from './cell-state.js';
import { ExpectForm } from '../../settings/expect-form.js';
import { cellQuery, type MatrixCell } from './operations.js';

export interface CellDialogProps {
  readonly cell: MatrixCell;
  /** Filters of the screen, which hold for the cell too. */
  readonly within: Search;
  readonly onClose: () => void;
}

function Figures({ search }: { readonly search: Search }): JSX.Element {
  const { vendor, product, version } = search;
  const kinds = documentKinds.filter((kind) => kind === search['kind']);
  const query = useAsk(cellQuery, {
    filter: {
      ...(vendor !== undefined && { vendors: [vendor] }),
      ...(product !== undefined && { products: [product] }),
      ...(version !== undefined && { versions: [version] }),
      ...(kinds.length > 0 && { kinds }),
    },
  });
  return (
    <Answer of={query}>
      {({ coverage: { total } }) => {
        const { lastIngest, oldestStated, newestStated } = total;
        const figures: readonly (readonly [string, ReactNode])[] = [
          [words.coverage.figures.files, number(total.fileCount)],
          [words.coverage.figures.pages, number(total.pageCount)],
          [words.coverage.figures.withoutText, number(total.pagesWithoutText)],
          [words.coverage.figures.chunks, number(total.chunkCount)],
          [words.coverage.figures.languages, total.languages.join(', ') || words.none],
          [words.coverage.figures.ingested, lastIngest === null ? words.none : <When at={lastIngest} />],
          [
            words.coverage.figures.stated,
            oldestStated === null ? words.none : [...new Set([oldestStated, newestStated])].join(' – '),
          ],
        ];
        return (
          <dl className="cell-figures">
            {figures.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        );
      }}
    </Answer>
  );
}

/** Questions that asked for the cell in vain. */
function Missed({
  cell: { missed },
  search,
}: {
  readonly cell: MatrixCell;
  readonly search: Search;
}): JSX.Element | null {
  if (missed === null || missed.searches === 0) return null;
  const { product, version } = search;
  return (
    <section aria-labelledby="missed">
      <h3 id="missed">{words.coverage.missedTitle(missed.searches)}</h3>
      <ul>
        {missed.questions.map((question) => (
          <li key={question} dir="auto">
            {question}
          </li>
        ))}
      </ul>
      <p>
        <Link to="/demand" search={{ report: 'gaps', product, version } as never}>
          {words.coverage.showDemand}
        </Link>
      </p>
    </section>
  );
}

export function CellDialog({ cell, within, onClose }: CellDialogProps): JSX.Element {
  const [isUnsaved, setUnsaved] = useState(false);
  const mayExpect = useMay('CURATION_EDIT');
  const mayIngest = useMay('INGEST_RUN');
  const search = { ...within, ...searchOf(cell.row), ...searchOf(cell.column) };
  const headings = [cell.row, cell.column].flatMap((heading) => (heading === null ? [] : [headingName(heading)]));
  const kind = documentKinds.find((name) => name === search['kind']);
  const { product, version } = search;
  const [worst = 'NONE'] = statesOf(cell);
  const shown: Search = worst === 'HIDDEN' || worst === 'DRAFT' ? { ...search, state: worst } : search;
  return (
    <Dialog title={headings.join(', ') || words.coverage.all} onClose={onClose} isUnsaved={isUnsaved} wide>
      <ul className="reasons">
        {cell.reasons.map(({ state, rule, sentence, codes }) => (
          <li key={`${state} ${rule ?? ''} ${sentence}`} data-tone={toneOf(state)}>
            <span className="sign" aria-hidden="true">
              {words.coverage.signs[state]}
            </span>{' '}
            <strong>{words.coverage.states[state]}</strong> {sentence}
            {codes.length > 0 && ` (${codes.map(({ code, count }) => `${code} ${number(count)}`).join(', ')})`}
          </li>
        ))}
        {cell.reasons.length === 0 && (
          <li data-tone={toneOf(cell.state)}>
            {cell.documentCount > 0 ? words.coverage.nothingAgainst : words.coverage.nothingThere}
          </li>
        )}
      </ul>
      <Missed cell={cell} search={search} />
      {cell.documentCount > 0 && <Figures search={search} />}
      <p className="row">
        {cell.documentCount > 0 && (
          <Link to="/documents" search={shown as never} className="button">
            {words.coverage.showDocuments(cell.documentCount)}
          </Link>
        )}
        {mayIngest && statesOf(cell).includes('FAILED') && (
          <Link to="/jobs" className="button secondary">
            {words.coverage.showJobs}
          </Link>
        )}
        {mayIngest && cell.documentCount === 0 && (
          <Link to="/add" className="button secondary">
            {words.jobs.add}
          </Link>
        )}
      </p>
      {mayExpect && product !== undefined && kind !== undefined && (
        <ExpectForm {...{ product, kind, version }} onDone={onClose} onFilledIn={setUnsaved} />
      )}
    </Dialog>
  );
}
