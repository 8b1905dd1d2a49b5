/** The coverage matrix as a table: headings stay in sight, each cell leads to what it counts. */
import type { JSX } from 'preact';
import { coverageLink, stateOfHeading, type CoveragePageState } from './coverage-link.js';
import { stateWords } from './coverage-words.js';
import type { CellData, CoveragePageData, HeadingData } from './operations/coverage-page.js';
import { counted, kindName } from './page-name.js';

interface CoverageTableProps {
  readonly coverage: CoveragePageData['coverage'];
  readonly state: CoveragePageState;
}

export function headingName({ dimension, key, label }: HeadingData): string {
  if (dimension === 'KIND') return kindName(key);
  if (dimension === 'LANGUAGE') return key === '' ? 'not stated' : key;
  return label;
}

const corner: Readonly<Record<string, string>> = {
  VENDOR: 'Vendor',
  PRODUCT: 'Product',
  VERSION: 'Version',
  KIND: 'Kind',
  LANGUAGE: 'Language',
};

/** Reasons that a cell of the table names; its page has them all. */
const mostNamed = 2;

export function CoverageTable({ coverage, state }: CoverageTableProps): JSX.Element {
  const { columns, columnTotals = [], rows, total } = coverage;
  const named = { ...state, gaps: state.gaps, after: undefined };
  return (
    <div class="matrix" role="region" aria-label="Coverage" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{corner[state.rows ?? ''] ?? ''}</th>
            {columns.map((column) => (
              <th scope="col">{headingName(column)}</th>
            ))}
            <th scope="col">All</th>
          </tr>
        </thead>
        <tbody>
          {(rows?.nodes ?? []).map(({ heading, cells, total: rowTotal }) => (
            <tr>
              <th scope="row">
                <a href={rowLink(heading, named)}>{headingName(heading)}</a>
              </th>
              {cells.map((cell) => (
                <Cell cell={cell} state={named} />
              ))}
              <Cell cell={rowTotal} state={named} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            {columnTotals.map((cell) => (
              <Cell cell={cell} state={named} />
            ))}
            <Cell cell={total} state={named} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** A product's row leads to its versions; others to their own documents. */
function rowLink(heading: HeadingData, state: CoveragePageState): string {
  const limited = { ...state, ...stateOfHeading(heading) };
  return heading.dimension === 'PRODUCT' || heading.dimension === 'VENDOR'
    ? coverageLink({ ...limited, rows: heading.dimension === 'VENDOR' ? 'PRODUCT' : 'VERSION' })
    : coverageLink({ ...limited, documents: true });
}

/** How often a cell was asked for in vain; null where it was not, or where the reader may not know. */
function missedText({ missed }: CellData): string | null {
  return missed === null || missed.searches === 0 ? null : `asked in vain ${missed.searches.toLocaleString('en')}×`;
}

interface CellProps {
  readonly cell: CellData;
  readonly state: CoveragePageState;
}

function Cell({ cell, state }: CellProps): JSX.Element {
  const { tone, sign } = stateWords(cell.state);
  const missed = missedText(cell);
  if (tone === 'none')
    return (
      <td class="none">
        <span class="hidden">none</span>
        {missed !== null && <small> {missed}</small>}
      </td>
    );
  const states = [...new Set(cell.reasons.map((reason) => stateWords(reason.state).word))];
  const headings = [cell.row, cell.column].filter((heading) => heading !== null);
  const link = coverageLink(
    headings.reduce<CoveragePageState>((all, heading) => ({ ...all, ...stateOfHeading(heading) }), {
      ...state,
      documents: true,
    }),
  );
  const rest = states.length - mostNamed;
  return (
    <td class={tone}>
      <a href={link}>
        <span class="sign" aria-hidden="true">
          {sign}
        </span>{' '}
        {cell.documentCount === 0 ? states[0] : counted(cell.documentCount, 'document')}
      </a>
      {cell.documentCount > 0 && states.length > 0 && (
        <small>
          {states.slice(0, mostNamed).join(', ')}
          {rest > 0 && ` +${String(rest)}`}
        </small>
      )}
      {missed !== null && <small>{missed}</small>}
    </td>
  );
}
