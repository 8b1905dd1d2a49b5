/** Titles that say no more than the name of a file or folder, and what the text of a document calls itself instead. */
import type { Queryable } from '../queryable.js';
import { isOverridden, required } from './effective.js';
import { isListed } from './visibility.js';

/**
 * Nobody decided the title of the document `alias`, it repeats the name of its only file or of its folder, and its text
 * does not say the same.
 */
export function isTitleFromName(alias: string): string {
  return `(${alias}.title_from_name AND NOT ${isOverridden(alias, 'title')})`;
}

const titleInVersion = (alias: string): string => `${alias}.version_id, lower(${required(alias, 'title')})`;

/**
 * Another document that is listed in the version of the document `alias` has its title, in any case. The titles of all
 * versions are read once: to look for each document's among those of its version would read them as often as there are
 * documents.
 */
export function isTitleShared(alias: string): string {
  const listed = `SELECT ${titleInVersion('other')} FROM document other WHERE ${isListed('other')}`;
  return `((${titleInVersion(alias)}) IN (${listed} GROUP BY 1, 2 HAVING count(*) > 1)
    OR (NOT ${isListed(alias)} AND (${titleInVersion(alias)}) IN (${listed})))`;
}

export interface StatedTitleRow {
  readonly parentId: string;
  readonly title: string | null;
  /** The document has it for its title already. */
  readonly isInForce: boolean;
}

export function statedTitles(db: Queryable, documentIds: readonly string[]): Promise<StatedTitleRow[]> {
  return db.query(
    `SELECT d.id AS "parentId", d.stated_title AS title,
       d.stated_title IS NOT DISTINCT FROM ${required('d', 'title')} AS "isInForce"
     FROM document d WHERE d.id = ANY ($1::uuid[])`,
    [documentIds],
  );
}

export interface TitleToTake {
  readonly id: string;
  readonly title: string | null;
}

/**
 * Titles that the texts of the documents state and that they can have: not the one in force, none where a curator decided
 * it, and none that another listed document of the version has, or another of these would get, in any case.
 */
export function titlesToTake(db: Queryable, documentIds: readonly string[]): Promise<TitleToTake[]> {
  return db.query(
    `WITH stated AS (
       SELECT d.id, d.version_id, d.stated_title AS title,
         count(*) OVER (PARTITION BY d.version_id, lower(d.stated_title)) AS wanting
       FROM document d
       WHERE d.id = ANY ($1::uuid[]) AND d.stated_title <> ${required('d', 'title')} AND NOT ${isOverridden('d', 'title')})
     SELECT stated.id, stated.title FROM stated
     WHERE stated.wanting = 1 AND NOT EXISTS (SELECT FROM document other
       WHERE other.version_id = stated.version_id AND other.id <> stated.id AND ${isListed('other')}
         AND lower(${required('other', 'title')}) = lower(stated.title))`,
    [documentIds],
  );
}
