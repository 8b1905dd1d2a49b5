/** Vendors, products, versions or documents as a CSV file, and a changed one back as a bulk edit that is looked at row by row. */
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { DataSource } from 'typeorm';
import { BadInputError, messageOf } from '../errors.js';
import type { PlannedEdit } from '../store/entities/curation-preview.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { subjectsById, subjectsByPath, vendorNamesByProduct, type SubjectRow } from '../store/queries/curation.js';
import { statedTitles } from '../store/queries/titles.js';
import { MOST_IN_BULK, previewEdits, type BulkPreview } from './bulk-edit.js';
import { checkAgainstLibrary } from './check-against-library.js';
import { readCell, readValue, writeCell, writeValue, type Cell } from './csv-cells.js';
import { checkWish, type FieldWish } from './curated-values.js';
import { standingsOf, type FieldStanding } from './standing.js';

interface Sheet {
  /** The column that says which thing a row is about, and by its name what the file is of. */
  readonly key: string;
  /** Column that says whose it is, to whoever reads the file; it can't be changed there. */
  readonly owner?: string;
  /** Column that is there to be read; what stands in it on the way in does not count. */
  readonly told?: string;
  /** Columns that can be changed. */
  readonly fields: readonly string[];
}

const sheets: Readonly<Record<SubjectKind, Sheet>> = {
  VENDOR: { key: 'vendor', fields: ['name', 'aliases', 'description', 'homepage', 'visibility'] },
  PRODUCT: {
    key: 'product',
    owner: 'vendorName',
    fields: ['name', 'aliases', 'latest', 'description', 'homepage', 'visibility'],
  },
  VERSION: {
    key: 'version',
    fields: ['label', 'aliases', 'order', 'preview', 'releasedOn', 'endOfLife', 'visibility'],
  },
  DOCUMENT: {
    key: 'path',
    told: 'statedTitle',
    fields: ['title', 'kind', 'language', 'licence', 'sourceUrl', 'releasedOn', 'visibility'],
  },
};
const kinds = Object.keys(sheets) as SubjectKind[];

const columnsOf = ({ key, owner, told, fields }: Sheet): string[] => [
  key,
  'revision',
  ...(owner === undefined ? [] : [owner]),
  ...(told === undefined ? [] : [told]),
  ...fields,
];

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

/** Names of what the things belong to, by path, where the file has a column for them. */
async function ownersOf(
  dataSource: DataSource,
  kind: SubjectKind,
  subjects: readonly SubjectRow[],
): Promise<ReadonlyMap<string, string>> {
  if (sheets[kind].owner === undefined) return new Map();
  const rows = await vendorNamesByProduct(
    dataSource,
    subjects.map(({ path }) => path),
  );
  return new Map(rows.map(({ product, vendor }) => [product, vendor]));
}

/** Titles that the texts state, by id, where the file has a column for them. */
async function toldOf(
  dataSource: DataSource,
  kind: SubjectKind,
  subjects: readonly SubjectRow[],
): Promise<ReadonlyMap<string, string | null>> {
  if (sheets[kind].told === undefined) return new Map();
  const rows = await statedTitles(
    dataSource,
    subjects.map(({ id }) => id),
  );
  return new Map(rows.map(({ parentId, title }) => [parentId, title]));
}

/** Values in force, by path; the first line names the columns. */
export async function subjectsAsCsv(
  dataSource: DataSource,
  kind: SubjectKind,
  ids: readonly string[],
): Promise<string> {
  const sheet = sheets[kind];
  const subjects = await subjectsById(dataSource, kind, ids);
  const owners = await ownersOf(dataSource, kind, subjects);
  const told = await toldOf(dataSource, kind, subjects);
  const lines = subjects.map((subject) => {
    const standings = new Map(standingsOf(subject, []).map((standing) => [standing.field, standing]));
    const cells = sheet.fields.map((field) => writeValue(standings.get(field)?.effective));
    const owner = sheet.owner === undefined ? [] : [writeCell(owners.get(subject.path) ?? null)];
    const read = sheet.told === undefined ? [] : [writeCell(told.get(subject.id) ?? null)];
    return [writeCell(subject.path), String(subject.revision), ...owner, ...read, ...cells].join(',');
  });
  return `${[columnsOf(sheet).join(','), ...lines].join('\r\n')}\r\n`;
}

type Row = Readonly<Record<string, string>>;

interface ReadFile {
  readonly kind: SubjectKind;
  readonly rows: readonly { readonly line: number; readonly row: Row }[];
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
function readFile(csv: string): ReadFile {
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
  const kind = kindOf(Object.keys(records[0]?.record ?? { path: '' }));
  return { kind, rows: records.map(({ info, record }) => ({ line: info.lines, row: record })) };
}

/** Why a row is refused that names another owner than its thing has; null if it does not. */
function otherOwner(row: Row, { path, kind }: SubjectRow, owner: string | undefined): string | null {
  const text = row[sheets[kind].owner ?? ''] ?? '';
  const cell = readCell(text);
  if (owner === undefined || cell.kind === 'UNTOUCHED') return null;
  if (cell.kind === 'VALUE' && cell.text.trim() === owner) return null;
  return `"${path}" is of "${owner}". A file does not change that: move the product instead.`;
}

/** What a cell asks for; null if it is so already. */
function wishOf(cell: Cell, standing: FieldStanding): FieldWish | null {
  if (cell.kind === 'UNTOUCHED') return null;
  if (cell.kind === 'SOURCE') return standing.isOverridden ? { set: false } : null;
  const value = readValue(cell, standing.effective);
  return isDeepStrictEqual(value, standing.effective) ? null : { set: true, value };
}

type RefuseRow = (field: string | null, message: string) => RowError;

interface ReadRow {
  readonly edit: PlannedEdit | null;
  readonly errors: readonly RowError[];
}

async function readRow(dataSource: DataSource, row: Row, subject: SubjectRow, refuse: RefuseRow): Promise<ReadRow> {
  const revision = row['revision'] ?? '';
  if (revision !== '' && revision !== String(subject.revision)) {
    return { edit: null, errors: [refuse(null, 'It was changed since the file was written. Take the file anew.')] };
  }
  const errors: RowError[] = [];
  const wishes = new Map<string, FieldWish>();
  for (const standing of standingsOf(subject, [])) {
    const wish = wishOf(readCell(row[standing.field] ?? ''), standing);
    if (wish === null) continue;
    const outcome = checkWish(subject.kind, standing.field, wish);
    if ('error' in outcome) errors.push(refuse(standing.field, outcome.error.message));
    else wishes.set(standing.field, outcome.wish);
  }
  for (const { field, message } of await checkAgainstLibrary(dataSource.manager, subject, wishes)) {
    errors.push(refuse(field, message));
  }
  const changes = [...wishes].map(([field, wish]) => ({ field, value: null, ...wish }));
  const edit = changes.length > 0 ? { id: subject.id, revision: subject.revision, changes } : null;
  return { edit: errors.length > 0 ? null : edit, errors };
}

/** Aliases that rows before this one ask for: the library can't tell yet that they are taken. */
type AskedNames = Map<string, string>;

function doubleNames(asked: AskedNames, { path, kind }: SubjectRow, { changes }: PlannedEdit): string[] {
  const aliases = changes.find(({ field, set }) => field === 'aliases' && set)?.value;
  const within = kind === 'VERSION' ? path.slice(0, path.indexOf('/')) : '';
  return (Array.isArray(aliases) ? aliases.map(String) : []).flatMap((alias) => {
    const name = `${within}/${alias.toLowerCase()}`;
    const other = asked.get(name);
    if (other === undefined) asked.set(name, path);
    return other === undefined ? [] : [`"${alias}" is given to "${other}" in the same file.`];
  });
}

/**
 * What a changed file would do. Rows with errors are left out and told; empty cells change nothing.
 * @throws BadInputError
 */
export async function previewCsv(dataSource: DataSource, csv: string, note: string | null): Promise<CsvPreview> {
  const { kind, rows } = readFile(csv);
  const pathOf = (row: Row): string => row[sheets[kind].key] ?? '';
  const found = await subjectsByPath(dataSource, kind, [...new Set(rows.map(({ row }) => pathOf(row)))]);
  const subjects = new Map(found.map((subject) => [subject.path, subject]));
  const owners = await ownersOf(dataSource, kind, found);
  const seen = new Set<string>();
  const asked: AskedNames = new Map();
  const edits: PlannedEdit[] = [];
  const rowErrors: RowError[] = [];
  for (const { line, row } of rows) {
    const path = pathOf(row);
    const refuse: RefuseRow = (field, message) => ({ line, path, field, message });
    const subject = subjects.get(path);
    if (seen.has(path)) rowErrors.push(refuse(sheets[kind].key, `"${path}" stands in the file twice.`));
    else if (subject === undefined) {
      rowErrors.push(refuse(sheets[kind].key, `There is no ${kind.toLowerCase()} "${path}".`));
    } else {
      const moved = otherOwner(row, subject, owners.get(path));
      if (moved !== null) rowErrors.push(refuse(sheets[kind].owner ?? null, moved));
      const { edit, errors } = await readRow(dataSource, row, subject, refuse);
      const double = edit === null ? [] : doubleNames(asked, subject, edit);
      rowErrors.push(...errors, ...double.map((message) => refuse('aliases', message)));
      if (edit !== null && double.length === 0 && moved === null) edits.push(edit);
    }
    seen.add(path);
  }
  const preview = await previewEdits(dataSource, kind, edits, note);
  return { ...preview, rowErrors };
}
