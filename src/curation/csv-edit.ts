/** Vendors, products, versions or documents as a CSV file, and a changed one back as a bulk edit that is looked at row by row. */
import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import type { PlannedEdit } from '../store/entities/curation-preview.js';
import type { SubjectKind } from '../store/entities/subject-kind.js';
import { subjectsById, subjectsByPath, vendorNamesByProduct, type SubjectRow } from '../store/queries/curation.js';
import { statedTitles } from '../store/queries/titles.js';
import { previewEdits, type BulkPreview } from './bulk-edit.js';
import { checkAgainstLibrary } from './check-against-library.js';
import { asSpelled, readCell, readValue, writeCell, writeValue, type Cell } from './csv-cells.js';
import { readCsvFile, type CsvRow } from './csv-file.js';
import { columnsOf, sheets } from './csv-sheets.js';
import { checkWish, type FieldWish } from './curated-values.js';
import { standingsOf, type FieldStanding } from './standing.js';

export interface RowError {
  /** Of the file, 1-based; the header is the first. */
  readonly line: number;
  readonly path: string | null;
  readonly field: string | null;
  readonly message: string;
}

export interface CsvPreview extends BulkPreview {
  /** Of the file, the header and empty ones aside. */
  readonly rowCount: number;
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

/** Why a row is refused that names another owner than its thing has; null if it does not. */
function otherOwner(row: CsvRow, { path, kind }: SubjectRow, owner: string | undefined): string | null {
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
  const value = asSpelled(standing.field, readValue(cell, standing.effective));
  return isDeepStrictEqual(value, standing.effective) ? null : { set: true, value };
}

type RefuseRow = (field: string | null, message: string) => RowError;

interface ReadRow {
  readonly edit: PlannedEdit | null;
  readonly errors: readonly RowError[];
}

async function readRow(dataSource: DataSource, row: CsvRow, subject: SubjectRow, refuse: RefuseRow): Promise<ReadRow> {
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
  const { kind, rows } = readCsvFile(csv);
  const pathOf = (row: CsvRow): string => row[sheets[kind].key] ?? '';
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
  const preview = await previewEdits(dataSource, { subjectKind: kind, bulkKind: 'FILE', edits, note });
  return { ...preview, rowCount: rows.length, rowErrors };
}
