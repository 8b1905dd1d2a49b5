/** What curators changed, and how it stands beside what sources say. */
import type { Caller } from '../../caller.js';
import type { CurationChange } from '../entities/curation-change.js';
import type { SubjectKind } from '../entities/subject-kind.js';
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import { contains, inList, since } from './conditions.js';
import { extractedValues, subjectTable } from './curated-fields.js';
import { aliases, required } from './effective.js';
import { isOpen, isReadable } from './visibility.js';

type Values = Readonly<Record<string, unknown>>;

/** A thing as curators see it, visible to others or not. */
export interface SubjectRow {
  readonly kind: SubjectKind;
  readonly id: string;
  /** Slugs joined by `/`. */
  readonly path: string;
  /** Curation revision. */
  readonly revision: number;
  readonly overrides: Values;
  /** What the source says, by field. */
  readonly extracted: Values;
}

export interface ChangeRow extends Omit<CurationChange, 'bulk' | 'proposal'> {
  /** Who proposed it to whoever made it. */
  readonly proposedBy: string | null;
}

/** A thing by the name that its changes keep. */
export interface SubjectName {
  readonly kind: SubjectKind;
  readonly path: string;
}

export const subjectColumns = (
  kind: SubjectKind,
): string => `'${kind}' AS kind, t.id, ${subjectTable(kind).path} AS path,
  t.curation_revision AS revision, t.overrides, ${extractedValues(kind)} AS extracted`;

export const changeColumns = `c.id, c.at, c.subject_kind AS "subjectKind", c.subject_id AS "subjectId",
  c.subject_path AS "subjectPath", c.revision, c.field, c.before_set AS "beforeSet", c.before, c.after_set AS "afterSet",
  c.after, c.extracted, c.note, c.caller_kind AS "callerKind", c.caller_id AS "callerId", c.caller_name AS "callerName",
  c.door, c.bulk_id AS "bulkId", c.reverts, c.proposal_id AS "proposalId",
  (SELECT proposed.author_name FROM proposal proposed WHERE proposed.id = c.proposal_id) AS "proposedBy"`;

export function subjectsById(db: Queryable, kind: SubjectKind, ids: readonly string[]): Promise<SubjectRow[]> {
  return db.query(
    `SELECT ${subjectColumns(kind)} FROM ${subjectTable(kind).from} WHERE t.id = ANY ($1::uuid[]) ORDER BY path`,
    [ids],
  );
}

export function subjectsByPath(db: Queryable, kind: SubjectKind, paths: readonly string[]): Promise<SubjectRow[]> {
  return db.query(
    `SELECT ${subjectColumns(kind)} FROM ${subjectTable(kind).from} WHERE ${subjectTable(kind).path} = ANY ($1::text[])`,
    [paths],
  );
}

/** Names of the vendors of products that have these slugs. */
export function vendorNamesByProduct(
  db: Queryable,
  products: readonly string[],
): Promise<{ readonly product: string; readonly vendor: string }[]> {
  return db.query(
    `SELECT p.slug AS product, ${required('o', 'name')} AS vendor FROM product p JOIN vendor o ON o.id = p.vendor_id
     WHERE p.slug = ANY ($1::text[])`,
    [products],
  );
}

/** Nobody else changes them until the transaction ends. */
export function lockSubjects(db: Queryable, kind: SubjectKind, ids: readonly string[]): Promise<SubjectRow[]> {
  return db.query(
    `SELECT ${subjectColumns(kind)} FROM ${subjectTable(kind).from}
     WHERE t.id = ANY ($1::uuid[]) ORDER BY t.id FOR UPDATE OF t`,
    [ids],
  );
}

/** Everything of that kind that has overrides, by path. */
export function overriddenSubjects(db: Queryable, kind: SubjectKind): Promise<SubjectRow[]> {
  return db.query(
    `SELECT ${subjectColumns(kind)} FROM ${subjectTable(kind).from} WHERE t.overrides <> '{}'
     ORDER BY (${subjectTable(kind).path}) COLLATE "C"`,
  );
}

/** The last change of each field, of each thing. */
export function lastChanges(db: Queryable, names: readonly SubjectName[]): Promise<ChangeRow[]> {
  return db.query(
    `SELECT DISTINCT ON (c.subject_kind, c.subject_path, c.field) ${changeColumns}
     FROM curation_change c JOIN unnest($1::text[], $2::text[]) AS subject (kind, path)
       ON subject.kind = c.subject_kind AND subject.path = c.subject_path
     ORDER BY c.subject_kind, c.subject_path, c.field, c.id DESC`,
    [names.map(({ kind }) => kind), names.map(({ path }) => path)],
  );
}

/** What became of a thing after a revision, oldest first. */
export function changesSince(db: Queryable, { kind, path }: SubjectName, revision: number): Promise<ChangeRow[]> {
  return db.query(
    `SELECT ${changeColumns} FROM curation_change c
     WHERE c.subject_kind = $1 AND c.subject_path = $2 AND c.revision > $3 ORDER BY c.id`,
    [kind, path, revision],
  );
}

/** Which changes: everything that is given must hold; of a list, one entry. */
export interface ChangeFilter {
  readonly subject?: SubjectName;
  readonly bulkId?: string;
  readonly kinds?: readonly SubjectKind[] | null;
  readonly pathContains?: string | null;
  readonly fields?: readonly string[] | null;
  readonly callerContains?: string | null;
  /** Who changed it. */
  readonly caller?: Pick<Caller, 'kind' | 'id'>;
  readonly since?: Date | null;
}

const changeCondition = [
  `($1::text IS NULL OR (c.subject_kind = $1 AND c.subject_path = $2))`,
  `($3::uuid IS NULL OR c.bulk_id = $3)`,
  inList('c.subject_kind', 4),
  contains('c.subject_path', 5),
  inList('c.field', 6),
  contains('c.caller_name', 7),
  since('c.at', 8),
  `($9::text IS NULL OR (c.caller_kind = $9 AND c.caller_id IS NOT DISTINCT FROM $10::text))`,
].join(' AND ');

function changeParameters({ subject, bulkId, caller, ...filter }: ChangeFilter): unknown[] {
  return [
    subject?.kind ?? null,
    subject?.path ?? null,
    bulkId ?? null,
    filter.kinds ?? null,
    filter.pathContains ?? null,
    filter.fields ?? null,
    filter.callerContains ?? null,
    filter.since ?? null,
    caller?.kind ?? null,
    caller?.id ?? null,
  ];
}

export const changesNewestFirst: ListOrder = {
  name: 'NEWEST',
  terms: [{ sql: 'c.id', type: 'integer', descending: true }],
};

/** Newest first. */
export function changes(db: Queryable, filter: ChangeFilter, page: Page): Promise<Keyed<ChangeRow>[]> {
  const parameters = changeParameters(filter);
  const list = { columns: changeColumns, from: 'curation_change c', where: changeCondition, order: changesNewestFirst };
  return db.query(pageSql(list, page, parameters), parameters);
}

export async function changeCount(db: Queryable, filter: ChangeFilter): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM curation_change c WHERE ${changeCondition}`,
    changeParameters(filter),
  );
  return rows[0]?.count ?? 0;
}

export function changesById(db: Queryable, ids: readonly number[]): Promise<ChangeRow[]> {
  return db.query(`SELECT ${changeColumns} FROM curation_change c WHERE c.id = ANY ($1::int[]) ORDER BY c.id`, [ids]);
}

export function changesOfBulk(db: Queryable, bulkId: string): Promise<ChangeRow[]> {
  return db.query(`SELECT ${changeColumns} FROM curation_change c WHERE c.bulk_id = $1 ORDER BY c.id`, [bulkId]);
}

/** Whom an answer is for: curators, who see all, or whoever asks. */
export type Sight = 'ALL' | 'READABLE';

/** SQL condition, of vendors, products and versions. */
function isSeen(kind: SubjectKind, alias: string, sight: Sight): string {
  if (sight === 'ALL') return 'true';
  return kind === 'VERSION' ? isReadable(alias) : isOpen(alias);
}

/** Names that would stand for something else already, in lower case, with the slug of what has them; for versions, labels too. */
export function takenNames(
  db: Queryable,
  subject: Pick<SubjectRow, 'kind' | 'id'>,
  names: readonly string[],
  sight: Sight,
): Promise<{ readonly name: string; readonly slug: string }[]> {
  const { kind, id } = subject;
  if (kind === 'DOCUMENT') return Promise.resolve([]);
  const { table } = subjectTable(kind);
  const label = kind === 'VERSION' ? `UNION SELECT lower(${required('o', 'label')})` : '';
  const sibling = kind === 'VERSION' ? `AND o.product_id = (SELECT product_id FROM version WHERE id = $1)` : '';
  return db.query(
    `SELECT DISTINCT wanted.name, o.slug FROM ${table} o
     CROSS JOIN LATERAL (
       SELECT lower(o.slug) AS name ${label}
       UNION SELECT lower(n) FROM unnest(${aliases('o')}) AS n) AS held
     JOIN unnest($2::text[]) AS wanted (name) ON lower(wanted.name) = held.name
     WHERE o.id <> $1 ${sibling} AND ${isSeen(kind, 'o', sight)} ORDER BY wanted.name`,
    [id, names],
  );
}

/** Whether the product has a version with that slug. */
export async function hasVersion(db: Queryable, productId: string, slug: string, sight: Sight): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `SELECT FROM version v WHERE v.product_id = $1 AND v.slug = $2 AND ${isSeen('VERSION', 'v', sight)}`,
    [productId, slug],
  );
  return rows.length > 0;
}
