/** Overrides that ask for a look: their source changed, or their thing is not in the library. */
import { SUBJECT_KINDS, type SubjectKind } from '../entities/subject-kind.js';
import { pageSql, type Keyed, type ListOrder, type Page } from '../keyset.js';
import type { Queryable } from '../queryable.js';
import { subjectTable } from './curated-fields.js';
import { changeColumns, subjectColumns, type ChangeRow } from './curation.js';

/**
 * An override that asks for a look: the source says otherwise since it was made, be it the same as the override by now.
 * One that said the same from the beginning confirms its source, and asks for nothing.
 */
export interface ReviewRow {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly path: string;
  readonly field: string;
  readonly override: unknown;
  readonly extracted: unknown;
  readonly isNeedless: boolean;
  readonly sourceChanged: boolean;
}

const reviewOf = (kind: SubjectKind): string => `
  SELECT '${kind}' AS kind, t.id, t.path, o.key AS field, o.value AS override, t.extracted->o.key AS extracted,
         o.value = coalesce(t.extracted->o.key, 'null') AS "isNeedless",
         coalesce(coalesce(c.extracted, 'null') <> coalesce(t.extracted->o.key, 'null'), false) AS "sourceChanged"
  FROM (SELECT ${subjectColumns(kind)} FROM ${subjectTable(kind).from} WHERE t.overrides <> '{}') AS t
  CROSS JOIN LATERAL jsonb_each(t.overrides) AS o
  LEFT JOIN LATERAL (
    SELECT coalesce(c.extracted, 'null') AS extracted FROM curation_change c
    WHERE c.subject_kind = '${kind}' AND c.subject_path = t.path AND c.field = o.key ORDER BY c.id DESC LIMIT 1
  ) AS c ON true`;

const review = `(SELECT * FROM (${SUBJECT_KINDS.map(reviewOf).join(' UNION ALL ')}) AS each
  WHERE each."sourceChanged") AS review`;

export const reviewByPath: ListOrder = {
  name: 'PATH',
  terms: [
    { sql: 'review.path', type: 'text' },
    { sql: 'review.kind', type: 'text' },
    { sql: 'review.field', type: 'text' },
  ],
};

/** By path. */
export function curationReview(db: Queryable, page: Page): Promise<Keyed<ReviewRow>[]> {
  const parameters: unknown[] = [];
  const sql = pageSql({ columns: 'review.*', from: review, where: 'true', order: reviewByPath }, page, parameters);
  return db.query(sql, parameters);
}

export async function curationReviewCount(db: Queryable): Promise<number> {
  const rows = await db.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM ${review}`);
  return rows[0]?.count ?? 0;
}

export function needlessOverrides(db: Queryable): Promise<ReviewRow[]> {
  return db.query(`SELECT * FROM ${review} WHERE "isNeedless" ORDER BY path, kind, field`);
}

const isGone = SUBJECT_KINDS.map((kind) => {
  const { from, path } = subjectTable(kind);
  // `NOT IN`, whose list is read once: paths are put together, so that no index helps to look for them one by one.
  return `(c.subject_kind = '${kind}' AND c.subject_path NOT IN (SELECT ${path} FROM ${from}))`;
}).join(' OR ');
const lastChangesOfAll = `(SELECT DISTINCT ON (subject_kind, subject_path, field) * FROM curation_change
  ORDER BY subject_kind, subject_path, field, id DESC) AS c`;
const orphaned = `c.after_set AND c.field <> 'place' AND (${isGone})`;

export const orphansByPath: ListOrder = {
  name: 'PATH',
  terms: [
    { sql: 'c.subject_path', type: 'text' },
    { sql: 'c.subject_kind', type: 'text' },
    { sql: 'c.field', type: 'text' },
  ],
};

/** Overrides whose thing is not in the library: last values by path. */
export function orphanedOverrides(db: Queryable, page: Page): Promise<Keyed<ChangeRow>[]> {
  const parameters: unknown[] = [];
  const list = { columns: changeColumns, from: lastChangesOfAll, where: orphaned, order: orphansByPath };
  return db.query(pageSql(list, page, parameters), parameters);
}

export async function orphanedOverrideCount(db: Queryable): Promise<number> {
  const rows = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM ${lastChangesOfAll} WHERE ${orphaned}`,
  );
  return rows[0]?.count ?? 0;
}
