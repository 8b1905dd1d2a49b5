/** Tables as Markdown tables; those with listings or tables inside row by row. */
import type { Element, ElementContent } from 'hast';
import type { BlockContent, PhrasingContent, RootContent, TableRow } from 'mdast';
import { phrasingOf } from './phrasing.js';
import { needsRows, tableGrid, type GridCell, type TableGrid } from './table-grid.js';

type Flow = (content: readonly ElementContent[]) => BlockContent[];
type Row = TableGrid['body'][number];

export function tableNodes(table: Element, flow: Flow): RootContent[] {
  const grid = tableGrid(table);
  const title = grid.caption === undefined ? [] : phrasingOf(flow(grid.caption.children));
  const before: RootContent[] =
    title.length === 0 ? [] : [{ type: 'paragraph', children: [{ type: 'strong', children: title }] }];
  if (grid.body.length === 0 && grid.head.length === 0) return before;
  return [...before, ...(needsRows(table) ? rowByRow(grid, flow) : [gridTable(grid, flow)])];
}

function gridTable(grid: TableGrid, flow: Flow): RootContent {
  const columns = Array.from({ length: grid.columns }, (_, at) => at);
  const used = columns.filter((at) => [...grid.head, ...grid.body].some((row) => row[at] !== undefined));
  const header: TableRow = {
    type: 'tableRow',
    children: used.map((at) => ({ type: 'tableCell', children: headerCell(grid.head, at, flow) })),
  };
  const rows = grid.body.map((row): TableRow => ({
    type: 'tableRow',
    children: used.map((at) => ({ type: 'tableCell', children: cellPhrases(row[at], flow) })),
  }));
  return { type: 'table', align: used.map(() => null), children: [header, ...rows] };
}

/** Several rows of headers become one: the wide ones stand before each of theirs. */
function headerCell(head: readonly Row[], column: number, flow: Flow): PhrasingContent[] {
  const elements = [...new Set(head.flatMap((row) => row[column]?.element ?? []))];
  return elements.flatMap((element, at) => [
    ...(at > 0 ? [{ type: 'text' as const, value: ' / ' }] : []),
    ...phrasingOf(flow(element.children)),
  ]);
}

function cellPhrases(cell: GridCell | undefined, flow: Flow): PhrasingContent[] {
  return cell?.isFirstColumn === true ? phrasingOf(flow(cell.element.children)) : [];
}

function rowByRow(grid: TableGrid, flow: Flow): RootContent[] {
  return grid.body.flatMap((row) =>
    row.flatMap((cell, at): RootContent[] => {
      if (cell?.isFirstColumn !== true) return [];
      const content = flow(cell.element.children);
      const name = headerCell(grid.head, at, flow);
      if (name.length === 0 || content.length === 0) return content;
      return [{ type: 'paragraph', children: [{ type: 'strong', children: name }] }, ...content];
    }),
  );
}
