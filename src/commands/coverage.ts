/** `mcdewey coverage`: what the library holds and lacks, for people, programs, spreadsheets and notes. */
import type { Command } from '../cli/command.js';
import {
  coverageOperation,
  type CoverageCellData,
  type CoverageData,
  type CoverageRowData,
} from '../cli/coverage-operation.js';
import { exitCodes } from '../cli/exit-codes.js';
import { openLibrary } from '../cli/open-library.js';
import { writeCell } from '../curation/csv-cells.js';
import { NotFoundError } from '../errors.js';
import { enumName } from '../typed-operation.js';

export interface CoverageCommandArguments {
  readonly product?: string;
  readonly vendor?: readonly string[];
  readonly kind?: readonly string[];
  readonly language?: readonly string[];
  readonly rows?: string;
  readonly columns: string;
  readonly gaps: boolean;
  readonly json: boolean;
  readonly csv: boolean;
  readonly markdown: boolean;
}

const gapStates = [
  ...(['MISSING', 'FAILED', 'NO_TEXT', 'STALE', 'THIN', 'PARTIAL'] as const),
  ...(['UNINDEXED', 'UNEMBEDDED', 'HIDDEN', 'DRAFT'] as const),
];

type Coverage = CoverageData['coverage'];
interface WholeCoverage extends Omit<Coverage, 'rows'> {
  readonly rows: readonly CoverageRowData[];
}

export const coverage: Command<CoverageCommandArguments> = async (context, given) => {
  const library = await openLibrary(context, { command: 'coverage' });
  try {
    const ask = (after: string | null): Promise<CoverageData> =>
      library.execute(
        coverageOperation,
        {
          product: given.product ?? '',
          withProduct: given.product !== undefined,
          filter: {
            vendors: given.vendor ?? null,
            products: given.product === undefined ? null : [given.product],
            kinds: given.kind?.map(enumName<'DocumentKind'>) ?? null,
            languages: given.language ?? null,
            states: given.gaps ? gapStates : null,
          },
          rows: enumName<'CoverageDimension'>(given.rows ?? (given.product === undefined ? 'product' : 'version')),
          columns: enumName<'CoverageDimension'>(given.columns),
          after,
        },
        { signal: context.signal },
      );
    const first = await ask(null);
    if (given.product !== undefined && (first.product ?? null) === null) {
      throw new NotFoundError(`The library holds no product "${given.product}".`, { noun: 'product' });
    }
    const rows = [...first.coverage.rows.nodes];
    let page = first.coverage.rows.pageInfo;
    while (page.hasNextPage) {
      const next = (await ask(page.endCursor)).coverage.rows;
      rows.push(...next.nodes);
      page = next.pageInfo;
    }
    const whole: WholeCoverage = { ...first.coverage, rows };
    if (given.json) context.terminal.printJson(whole);
    else for (const line of linesOf(whole, given)) context.terminal.print(line);
    return exitCodes.done;
  } finally {
    await library.close();
  }
};

function linesOf(whole: WholeCoverage, { csv, markdown }: CoverageCommandArguments): string[] {
  if (csv) return csvOf(whole);
  return markdown ? markdownOf(whole) : textOf(whole);
}

const hasSomething = ({ state, missed }: CoverageCellData): boolean => state !== 'NONE' || (missed?.searches ?? 0) > 0;
const dayOf = (time: Date | string | null): string => (time === null ? '' : new Date(time).toISOString().slice(0, 10));
const nameOf = (heading: { readonly key: string; readonly label: string } | null): string =>
  heading === null ? '' : heading.label === '' ? 'not stated' : heading.label;
const ruleOf = ({ state, rule }: CoverageCellData['reasons'][number]): string =>
  rule === null ? state : `${state} ${rule}`;

function counts({ documentCount, pageCount, chunkCount, missed }: CoverageCellData): string {
  const pages = pageCount > 0 ? `, ${String(pageCount)} pages` : '';
  return `${String(documentCount)} ${documentCount === 1 ? 'document' : 'documents'}${pages}, ${String(chunkCount)} chunks${missed === null || missed.searches === 0 ? '' : `, asked in vain ${String(missed.searches)}×`}`;
}

function textOf({ rows, total }: WholeCoverage): string[] {
  return [
    ...rows.flatMap(({ heading, cells, total: ofRow }) => [
      `${nameOf(heading)}: ${counts(ofRow)}`,
      ...cells
        .filter(hasSomething)
        .flatMap((cell) => [
          `  ${nameOf(cell.column)}: ${cell.state.toLowerCase().replace('_', ' ')}, ${counts(cell)}`,
          ...cell.reasons.map((reason) => `    ${ruleOf(reason)}: ${reason.sentence}`),
        ]),
    ]),
    `all: ${counts(total)}`,
  ];
}

function markdownOf({ columns, rows, columnTotals, total }: WholeCoverage): string[] {
  const safe = (text: string): string => text.replaceAll(/[\\|]/g, '\\$&').replaceAll(/\s+/g, ' ');
  const cellText = (cell: CoverageCellData): string => {
    if (!hasSomething(cell)) return '';
    const states = [...new Set(cell.reasons.map(({ state }) => state))];
    return [cell.documentCount === 0 ? '' : String(cell.documentCount), ...states].filter(Boolean).join(' ');
  };
  const line = (cells: readonly string[]): string => `| ${cells.map(safe).join(' | ')} |`;
  const gaps = rows.flatMap(({ heading, cells }) =>
    cells.flatMap((cell) =>
      cell.reasons.map(
        (reason) => `- ${safe(`${nameOf(heading)}, ${nameOf(cell.column)}: ${ruleOf(reason)}. ${reason.sentence}`)}`,
      ),
    ),
  );
  return [
    line(['', ...columns.map(nameOf), 'all']),
    `|${'---|'.repeat(columns.length + 2)}`,
    ...rows.map(({ heading, cells, total: ofRow }) => line([nameOf(heading), ...[...cells, ofRow].map(cellText)])),
    line(['all', ...[...columnTotals, total].map(cellText)]),
    ...(gaps.length === 0 ? [] : ['', ...gaps]),
  ];
}

const csvColumns = [
  ...[
    'row',
    'row_name',
    'column',
    'column_name',
    'state',
    'reasons',
    'documents',
    'files',
    'pages',
    'chunks',
    'tokens',
  ],
  ...['languages', 'last_ingest', 'oldest_stated', 'newest_stated', 'sentences', 'searches_in_vain'],
];

/** A line for each cell with something in it or something to say of it. */
function csvOf({ rows }: WholeCoverage): string[] {
  const lines = rows.flatMap(({ cells }) =>
    cells
      .filter(hasSomething)
      .map((cell) =>
        [
          ...[cell.row, cell.column].flatMap((heading) => [heading?.key ?? '', nameOf(heading)]),
          cell.state,
          cell.reasons.map(ruleOf).join('; '),
          ...[cell.documentCount, cell.fileCount, cell.pageCount, cell.chunkCount, cell.tokenCount].map(String),
          cell.languages.join(' '),
          dayOf(cell.lastIngest),
          cell.oldestStated ?? '',
          cell.newestStated ?? '',
          cell.reasons.map(({ sentence }) => sentence).join(' '),
          cell.missed === null ? '' : String(cell.missed.searches),
        ]
          .map(writeCell)
          .join(','),
      ),
  );
  return [csvColumns.join(','), ...lines];
}
