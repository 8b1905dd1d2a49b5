/** Reads a CSV file of vendors, products, versions or documents that comes back from a spreadsheet. */
import { parse } from 'csv-parse/sync';
import { BadInputError, messageOf } from '../errors.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { MOST_IN_BULK } from './bulk-edit.js';
import { columnsOf, sheets } from './csv-sheets.js';

const kinds = Object.keys(sheets) as SubjectKind[];

/** Cells by the names of their columns. */
export type CsvRow = Readonly<Record<string, string>>;

export interface CsvFile {
  readonly kind: SubjectKind;
  readonly rows: readonly { readonly line: number; readonly row: CsvRow }[];
}

/** @throws BadInputError when the header names no kind of thing, or what can't be changed of it. */
function kindOf(columns: readonly string[]): SubjectKind {
  const kind = kinds.find((each) => columns.includes(sheets[each].key));
  if (kind === undefined) {
    const keys = kinds.map((each) => `\`${sheets[each].key}\``).join(', ');
    throw new BadInputError(`The first line must name what the rows are about: one of ${keys}.`, {
      field: 'csv',
      unknown: columns,
    });
  }
  const known = columnsOf(sheets[kind]);
  const unknown = columns.filter((column) => !known.includes(column));
  if (unknown.length > 0) {
    throw new BadInputError(
      `The first line must name \`${sheets[kind].key}\` and what to change: ${known.join(', ')}. Unknown: ${unknown.join(', ').slice(0, 200)}.`,
      { field: 'csv', unknown },
    );
  }
  return kind;
}

/** Signs that spreadsheets part cells by: which one depends on the language that they run in. */
const separators = [',', ';', '\t'] as const;

/** The one that the first line has most of; names of columns hold none. */
function separatorOf(csv: string): string {
  const header = /^[^\r\n]*/.exec(csv)?.[0] ?? '';
  const amount = (separator: string): number => header.split(separator).length;
  return separators.reduce((best, next) => (amount(next) > amount(best) ? next : best));
}

/** @throws BadInputError when it is no CSV file with a header that names what can be changed. */
export function readCsvFile(csv: string): CsvFile {
  let records: { info: { lines: number }; record: CsvRow }[];
  try {
    records = parse(csv, {
      delimiter: separatorOf(csv),
      columns: (names: readonly string[]) => names.map((name) => name.trim()),
      bom: true,
      // Spreadsheets end in rows without anything, as wide as the others.
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      info: true,
      to: MOST_IN_BULK + 1,
    }) as { info: { lines: number }; record: CsvRow }[];
  } catch (fault) {
    throw new BadInputError(`The CSV file can't be read: ${messageOf(fault)}`, { field: 'csv' }, { cause: fault });
  }
  if (records.length > MOST_IN_BULK) {
    throw new BadInputError(`The CSV file has more than ${String(MOST_IN_BULK)} rows; send it in parts.`, {
      field: 'csv',
      limit: MOST_IN_BULK,
    });
  }
  const kind = kindOf(Object.keys(records[0]?.record ?? { path: '' }));
  return { kind, rows: records.map(({ info, record }) => ({ line: info.lines, row: record })) };
}
