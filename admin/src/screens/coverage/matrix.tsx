/** The coverage matrix: a table that is one stop of the Tab key, walked with the arrow keys. */
import { useState, type JSX, type KeyboardEvent } from 'react';
import { number } from '../../words/common.js';
import { words } from '../../words/en.js';
import { headingName, statesOf, toneOf } from './cell-state.js';
import type { Heading, Matrix as MatrixData, MatrixCell, MatrixRow } from './operations.js';

interface Place {
  readonly row: number;
  readonly column: number;
}

const steps: Readonly<Record<string, Place>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** Where a key leads to among `columns` columns and `rows` rows; null if it leads nowhere. */
export function stepFrom(place: Place, key: string, rows: number, columns: number): Place | null {
  const within = (at: number, size: number): number => Math.max(0, Math.min(at, size - 1));
  if (key === 'Home') return { ...place, column: 0 };
  if (key === 'End') return { ...place, column: columns - 1 };
  const step = steps[key];
  if (step === undefined) return null;
  return { row: within(place.row + step.row, rows), column: within(place.column + step.column, columns) };
}

/** States that a cell names; its dialog has them all. */
const mostNamed = 2;

interface CellProps {
  readonly cell: MatrixCell;
  readonly row: Heading | null;
  readonly column: Heading | null;
  readonly isStop: boolean;
  readonly onOpen: () => void;
  readonly onFocus: () => void;
}

function Cell({ cell, row, column, isStop, onOpen, onFocus }: CellProps): JSX.Element {
  const [worst = 'NONE'] = statesOf(cell);
  const others = statesOf(cell).filter((state) => state !== 'PRESENT' && state !== 'NONE');
  const named = others.slice(0, mostNamed).map((state) => words.coverage.states[state]);
  const of = [row, column].map((heading) => (heading === null ? words.coverage.all : headingName(heading)));
  return (
    <td data-tone={toneOf(cell.state)}>
      <button type="button" tabIndex={isStop ? 0 : -1} onClick={onOpen} onFocus={onFocus}>
        <span className="hidden">{of.join(', ')}: </span>
        <span aria-hidden="true">{words.coverage.signs[worst]} </span>
        {cell.documentCount > 0 && (
          <>
            {number(cell.documentCount)}
            <span className="hidden"> {words.coverage.unit(cell.documentCount)} </span>
          </>
        )}
        {named.length > 0 && <small>{words.coverage.named(named, others.length)}</small>}
        {cell.missed !== null && cell.missed.searches > 0 && (
          <small className="missed">{words.coverage.missed(cell.missed.searches)}</small>
        )}
        {cell.documentCount === 0 && named.length === 0 && <span className="hidden">{words.coverage.states.NONE}</span>}
      </button>
    </td>
  );
}

export interface MatrixProps {
  readonly matrix: MatrixData;
  readonly corner: string;
  readonly onOpen: (cell: MatrixCell) => void;
  readonly onRow: (row: Heading) => void;
}

export function Matrix({ matrix, corner, onOpen, onRow }: MatrixProps): JSX.Element {
  const [stop, setStop] = useState<Place>({ row: 0, column: 0 });
  const { columns, columnTotals, total } = matrix;
  const foot = { heading: null, cells: columnTotals, total };
  const rows: readonly (MatrixRow | typeof foot)[] = [...matrix.rows.nodes, foot];
  const width = columns.length + 1;
  const at = { row: Math.min(stop.row, rows.length - 1), column: Math.min(stop.column, width - 1) };

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const to = stepFrom(at, event.key, rows.length, width);
    if (to === null || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!(event.target instanceof HTMLElement) || event.target.closest('td') === null) return;
    event.preventDefault();
    const row = event.currentTarget.querySelectorAll('tr:has(td)').item(to.row);
    row.querySelectorAll<HTMLButtonElement>('td button').item(to.column).focus();
  };

  const cellsOf = ({ heading, cells, total: rowTotal }: (typeof rows)[number], row: number): JSX.Element[] =>
    [...cells, rowTotal].map((cell, column) => (
      <Cell
        key={columns[column]?.key ?? ''}
        cell={cell}
        row={heading}
        column={columns[column] ?? null}
        isStop={row === at.row && column === at.column}
        onOpen={() => {
          onOpen(cell);
        }}
        onFocus={() => {
          setStop({ row, column });
        }}
      />
    ));

  return (
    <div className="scroll matrix" role="region" aria-label={words.coverage.title} tabIndex={0}>
      <table onKeyDown={onKeyDown}>
        <caption className="hidden">{words.coverage.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {headingName(column)}
              </th>
            ))}
            <th scope="col">{words.coverage.all}</th>
          </tr>
        </thead>
        <tbody>
          {matrix.rows.nodes.map((row, index) => (
            <tr key={row.heading.key}>
              <th scope="row" dir="auto">
                {row.heading.dimension === 'VERSION' ? (
                  headingName(row.heading)
                ) : (
                  <button
                    type="button"
                    className="plain"
                    onClick={() => {
                      onRow(row.heading);
                    }}
                  >
                    {headingName(row.heading)}
                  </button>
                )}
              </th>
              {cellsOf(row, index)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.coverage.all}</th>
            {cellsOf(foot, matrix.rows.nodes.length)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
