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

/** @throws BadInputError when it is no CSV file with a header that names what can be changed. */
export function readCsvFile(csv: string): CsvFile {
  let records: { info: { lines: number }; record: CsvRow }[];
  try {
    records = parse(csv, { columns: true, bom: true, skip_empty_lines: true, info: true, to: MOST_IN_BULK + 1 }) as {
      info: { lines: number };
      record: CsvRow;
    }[];
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
