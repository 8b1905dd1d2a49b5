/** Passages that an index should hold, a page at a time. */
import type { Queryable } from '../queryable.js';
import { isPublished, isShown } from './visibility.js';

export interface PassageRevision {
  readonly passageId: number;
  readonly revision: number;
}

/** Those that a published document of a published version shows, by id, after `after`. */
export function publishedRevisions(db: Queryable, after: number, limit: number): Promise<PassageRevision[]> {
  return db.query(
    `SELECT p.id AS "passageId", p.revision FROM passage p
     WHERE p.id > $1 AND EXISTS (
       SELECT FROM chunk c JOIN document d ON d.id = c.document_id JOIN version v ON v.id = c.version_id
       WHERE c.passage_id = p.id AND ${isPublished('d')} AND ${isPublished('v')} AND ${isShown('c')})
     ORDER BY p.id LIMIT $2`,
    [after, limit],
  );
}

/** Ids of all passages after `after`, published or not. */
export async function passageIdsAfter(db: Queryable, after: number, limit: number): Promise<number[]> {
  const rows = await db.query<{ id: number }[]>('SELECT id FROM passage WHERE id > $1 ORDER BY id LIMIT $2', [
    after,
    limit,
  ]);
  return rows.map(({ id }) => id);
}

export interface PassageStanding extends PassageRevision {
  readonly published: boolean;
  /** A change of it is in the outbox. */
  readonly waits: boolean;
}

/** Passages that are gone but whose removal waits are among them. */
export function passageStandings(db: Queryable, passageIds: readonly number[]): Promise<PassageStanding[]> {
  return db.query(
    `SELECT wanted.id AS "passageId", coalesce(p.revision, 0) AS revision,
            EXISTS (SELECT FROM outbox o WHERE o.passage_id = wanted.id) AS waits,
            EXISTS (
              SELECT FROM chunk c JOIN document d ON d.id = c.document_id JOIN version v ON v.id = c.version_id
              WHERE c.passage_id = p.id AND ${isPublished('d')} AND ${isPublished('v')} AND ${isShown('c')}) AS published
     FROM unnest($1::int[]) AS wanted (id) LEFT JOIN passage p ON p.id = wanted.id`,
    [passageIds],
  );
}
