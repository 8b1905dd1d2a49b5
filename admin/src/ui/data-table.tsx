/** Rows and columns: sorted by the service, walked with j and k, selected with x, opened with e. */
import { useRef, type JSX, type ReactNode } from 'react';
import type { RowPlace } from '../list/row-place.js';
import type { Density } from '../list/shown.js';
import { useShortcuts, type Shortcuts } from '../shortcuts.js';
import { words } from '../words/en.js';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly isNumber?: true;
  /** Names the row; one column does. */
  readonly isHeading?: true;
  /** Shown only where it was chosen. */
  readonly isExtra?: true;
  /** Orders that a press of the heading switches between: first and second press. */
  readonly orders?: readonly [string, string];
  /** `place` goes into the address of what the row opens. */
  readonly cell: (row: Row, place: RowPlace) => ReactNode;
}

export interface Selection {
  has(key: string): boolean;
  toggle(key: string): void;
  /** Whether all rows of this page are selected. */
  readonly isPageSelected: boolean;
  /** Some of its rows are selected, and not all. */
  readonly isPagePartly: boolean;
  togglePage(): void;
}

export interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Names a row for its checkbox. */
  readonly nameOf: (row: Row) => string;
  readonly order?: string;
  readonly onOrder?: (order: string) => void;
  readonly selection?: Selection;
  readonly density?: Density;
  /** Of a row of this page, counted from 0, where there is a way from row to row. */
  readonly placeOf?: (index: number) => RowPlace;
  /** What keys do besides, to the row that has the focus; it is absent when none has. */
  readonly keys?: Readonly<Record<string, (row: Row | undefined) => void>>;
}

/**
 * Moves the focus to the first link of another row. Where the row with the focus went away, it goes on from its place.
 * @returns notes which row got the focus.
 */
function useRowKeys<Row>(
  body: React.RefObject<HTMLTableSectionElement | null>,
  { rows: shown, keys = {} }: Pick<DataTableProps<Row>, 'rows' | 'keys'>,
): () => void {
  const rows = (): HTMLTableRowElement[] => [...(body.current?.rows ?? [])];
  const place = useRef(-1);
  const at = (): number => rows().findIndex((row) => row.contains(document.activeElement));
  const step = (by: number): void => {
    const now = at();
    const isGone = now < 0 && document.activeElement === document.body;
    // The next row has come up to the place of the one that went away.
    const next = isGone ? place.current + Math.min(by, 0) : now + by;
    focusRow(next);
  };
  const focusRow = (index: number): void => {
    const row = rows()[Math.max(0, Math.min(index, rows().length - 1))];
    const target = row?.querySelector<HTMLElement>('a[href], button') ?? row?.querySelector<HTMLElement>('input');
    target?.focus();
    row?.scrollIntoView({ block: 'nearest' });
  };
  const inRow = (selector: string): void => {
    rows()[at()]?.querySelector<HTMLElement>(selector)?.click();
  };
  const more = Object.entries(keys).map(([key, run]) => [
    key,
    () => {
      run(shown[at()]);
    },
  ]);
  useShortcuts({
    ...(Object.fromEntries(more) as Shortcuts),
    j: () => {
      step(1);
    },
    k: () => {
      step(-1);
    },
    x: () => {
      inRow('input[type=checkbox]');
    },
    e: () => {
      inRow('a[href]');
    },
  });
  return () => {
    place.current = at();
  };
}

function Heading<Row>({
  column,
  order,
  onOrder,
}: {
  readonly column: Column<Row>;
  readonly order: string | undefined;
  readonly onOrder: ((order: string) => void) | undefined;
}): JSX.Element {
  const { orders, title, isNumber } = column;
  const className = isNumber === true ? 'number' : undefined;
  if (orders === undefined || onOrder === undefined) {
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    );
  }
  const at = orders.findIndex((name) => name === order);
  const isDown = at >= 0 && order?.endsWith('DESC') === true;
  return (
    <th scope="col" className={className} aria-sort={at < 0 ? 'none' : isDown ? 'descending' : 'ascending'}>
      <button
        type="button"
        className="plain"
        onClick={() => {
          onOrder(at === 0 ? orders[1] : orders[0]);
        }}
      >
        {title} <span aria-hidden="true">{at < 0 ? '' : isDown ? '↓' : '↑'}</span>
      </button>
    </th>
  );
}

export function DataTable<Row>(props: DataTableProps<Row>): JSX.Element {
  const { caption, columns, rows, keyOf, nameOf, order, onOrder, selection, density, placeOf } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const noteFocus = useRowKeys(body, props);
  return (
    <div className="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="rows" data-density={density === 'COMPACT' ? 'compact' : undefined}>
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {selection !== undefined && (
              <th scope="col" className="check">
                <input
                  type="checkbox"
                  aria-label={words.lists.selectPage}
                  checked={selection.isPageSelected}
                  ref={(box) => {
                    if (box !== null) box.indeterminate = selection.isPagePartly;
                  }}
                  onChange={() => {
                    selection.togglePage();
                  }}
                />
              </th>
            )}
            {columns.map((column) => (
              <Heading key={column.key} column={column} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onFocus={noteFocus}>
          {rows.map((row, index) => {
            const place = placeOf?.(index) ?? {};
            return (
              <tr key={keyOf(row)} aria-selected={selection?.has(keyOf(row))}>
                {selection !== undefined && (
                  <td className="check">
                    <input
                      type="checkbox"
                      aria-label={words.lists.selectRow(nameOf(row))}
                      checked={selection.has(keyOf(row))}
                      onChange={() => {
                        selection.toggle(keyOf(row));
                      }}
                    />
                  </td>
                )}
                {columns.map(({ key, cell, isHeading, isNumber }) =>
                  isHeading === true ? (
                    <th key={key} scope="row">
                      {cell(row, place)}
                    </th>
                  ) : (
                    <td key={key} className={isNumber === true ? 'number' : undefined}>
                      {cell(row, place)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
