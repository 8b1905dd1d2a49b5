/** Documents as a CSV file, and a changed one back as a bulk edit that is looked at row by row before it is made. */
import { parse } from 'csv-parse/sync';
import type { DataSource } from 'typeorm';
import { BadInputError, messageOf } from '../errors.js';
import type { PlannedEdit } from '../store/entities/curation-preview.js';
import { chosenDocuments, type DocumentFilter } from '../store/queries/document-lists.js';
import { subjectsById, subjectsByPath, type SubjectRow } from '../store/queries/curation.js';
import { MOST_IN_BULK, previewEdits, type BulkPreview } from './bulk-edit.js';
import { readCell, writeCell, type Cell } from './csv-cells.js';
import { checkWish, type FieldWish } from './curated-values.js';
import { standingsOf, type FieldStanding } from './standing.js';

/** Columns that can be changed; each holds one value. */
const fields = ['title', 'kind', 'language', 'licence', 'sourceUrl', 'releasedOn', 'visibility'] as const;
const fixed = ['path', 'revision'] as const;

export interface RowError {
  /** Of the file, 1-based; the header is the first. */
  readonly line: number;
  readonly path: string | null;
  readonly field: string | null;
  readonly message: string;
}

export interface CsvPreview extends BulkPreview {
  readonly rowErrors: readonly RowError[];
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Values in force, by path; the first line names the columns. */
export async function documentsAsCsv(dataSource: DataSource, filter: DocumentFilter): Promise<string> {
  const chosen = await chosenDocuments(dataSource, filter, MOST_IN_BULK);
  const subjects = await subjectsById(
    dataSource,
    'DOCUMENT',
    chosen.map(({ id }) => id),
  );
  const lines = subjects.map((subject) => {
    const standings = new Map(standingsOf(subject, []).map((standing) => [standing.field, standing]));
    const cells = fields.map((field) => writeCell(textOf(standings.get(field)?.effective)));
    return [writeCell(subject.path), String(subject.revision), ...cells].join(',');
  });
  return `${[[...fixed, ...fields].join(','), ...lines].join('\r\n')}\r\n`;
}

type Row = Readonly<Record<string, string>>;

/** @throws BadInputError when it is no CSV file with a header that names what can be changed. */
function rowsOf(csv: string): readonly { readonly line: number; readonly row: Row }[] {
  let records: { info: { lines: number }; record: Row }[];
  try {
    records = parse(csv, { columns: true, bom: true, skip_empty_lines: true, info: true, to: MOST_IN_BULK + 1 }) as {
      info: { lines: number };
      record: Row;
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
  const columns = Object.keys(records[0]?.record ?? { path: '' });
  const known: readonly string[] = [...fixed, ...fields];
  const unknown = columns.filter((column) => !known.includes(column));
  if (!columns.includes('path') || unknown.length > 0) {
    throw new BadInputError(
      `The first line must name \`path\` and what to change: ${known.join(', ')}.${unknown.length > 0 ? ` Unknown: ${unknown.join(', ').slice(0, 200)}.` : ''}`,
      { field: 'csv', unknown },
    );
  }
  return records.map(({ info, record }) => ({ line: info.lines, row: record }));
}

/** What a cell asks for; null if it is so already. */
function wishOf(cell: Cell, standing: FieldStanding): FieldWish | null {
  if (cell.kind === 'UNTOUCHED') return null;
  if (cell.kind === 'SOURCE') return standing.isOverridden ? { set: false } : null;
  const value = cell.kind === 'NONE' ? null : cell.text;
  return value === standing.effective ? null : { set: true, value };
}

interface ReadRow {
  readonly edit: PlannedEdit | null;
  readonly errors: readonly RowError[];
}

function readRow(line: number, row: Row, subject: SubjectRow | undefined): ReadRow {
  const path = row['path'] ?? '';
  const refuse = (field: string | null, message: string): RowError => ({ line, path, field, message });
  if (subject === undefined) return { edit: null, errors: [refuse('path', `There is no document "${path}".`)] };
  const revision = row['revision'] ?? '';
  if (revision !== '' && revision !== String(subject.revision)) {
    return { edit: null, errors: [refuse(null, 'It was changed since the file was written. Take the file anew.')] };
  }
  const errors: RowError[] = [];
  const changes: PlannedEdit['changes'][number][] = [];
  for (const standing of standingsOf(subject, [])) {
    const wish = wishOf(readCell(row[standing.field] ?? ''), standing);
    if (wish === null) continue;
    const outcome = checkWish('DOCUMENT', standing.field, wish);
    if ('error' in outcome) errors.push(refuse(standing.field, outcome.error.message));
    else changes.push({ field: standing.field, value: null, ...outcome.wish });
  }
  const edit = changes.length > 0 ? { id: subject.id, revision: subject.revision, changes } : null;
  return { edit: errors.length > 0 ? null : edit, errors };
}

/**
 * What a changed file would do. Rows with errors are left out and told; empty cells change nothing.
 * @throws BadInputError
 */
export async function previewCsv(dataSource: DataSource, csv: string, note: string | null): Promise<CsvPreview> {
  const rows = rowsOf(csv);
  const paths = rows.map(({ row }) => row['path'] ?? '');
  const found = await subjectsByPath(dataSource, 'DOCUMENT', [...new Set(paths)]);
  const subjects = new Map(found.map((subject) => [subject.path, subject]));
  const seen = new Set<string>();
  const edits: PlannedEdit[] = [];
  const rowErrors: RowError[] = [];
  for (const { line, row } of rows) {
    const path = row['path'] ?? '';
    if (seen.has(path)) {
      rowErrors.push({ line, path, field: 'path', message: `"${path}" stands in the file twice.` });
      continue;
    }
    seen.add(path);
    const { edit, errors } = readRow(line, row, subjects.get(path));
    rowErrors.push(...errors);
    if (edit !== null) edits.push(edit);
  }
  const preview = await previewEdits(dataSource, 'DOCUMENT', edits, note);
  return { ...preview, rowErrors };
}
