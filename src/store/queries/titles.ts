/** Titles that say no more than the name of a file or folder, and what the text of a document calls itself instead. */
import type { Queryable } from '../queryable.js';
import { isOverridden, required } from './effective.js';

/** As `documentTitle` chooses the file that introduces its folder. */
const introductions = `'index', '_index', 'readme', 'overview', 'introduction'`;

/** Signs that names part words by, and titles write otherwise. */
const bare = (sql: string): string => `translate(lower(${sql}), ' -_./:,&()[]{}+@#''"', '')`;

/** Slugs of two folders that agree are told apart by the beginning of a hash. */
const withoutHash = (sql: string): string => `regexp_replace(${sql}, '-[0-9a-f]{6,}$', '')`;

const readsAs = (title: string, name: string): string =>
  `${bare(title)} IN (${bare(name)}, ${bare(withoutHash(name))})`;

/**
 * Whether the file `alias` of the document `of` states no title, and has `titleFromName`'s. The first letter is left
 * out: the database may not know what its capital is. Front matter is kept of documents of one file.
 */
function isFileNamed(alias: string, of: string): string {
  const words = `btrim(regexp_replace(regexp_replace(${alias}.name, '^_+|\\.[^.]+$', '', 'g'), '[-_\\s]+', ' ', 'g'))`;
  return `(substr(${alias}.title, 2) = substr(${words}, 2)
    AND btrim(coalesce(${of}.extracted->'frontMatter'->>'title', '')) <> ${alias}.title)`;
}

/**
 * Title that the text of the document `alias` states: the only file's, or that of the file which introduces the others;
 * the first heading of a file whose title is from its name. Null where nothing is stated.
 */
export function statedTitle(alias: string): string {
  return `(SELECT coalesce(
      CASE WHEN NOT ${isFileNamed('titled', alias)} THEN nullif(btrim(titled.title), '') END,
      (SELECT heading.heading FROM section heading
        WHERE heading.file_id = titled.id AND btrim(heading.heading) <> '' ORDER BY heading.position LIMIT 1))
    FROM document_file titled
    WHERE titled.document_id = ${alias}.id
      AND (${alias}.file_count = 1 OR lower(titled.stem) IN (${introductions}) OR titled.stem = ${alias}.slug)
    ORDER BY titled.position LIMIT 1)`;
}

/**
 * Nobody decided the title of the document `alias`, it repeats the name of its only file or of its folder, and its text
 * does not say the same.
 */
export function isTitleFromName(alias: string): string {
  const origin = `coalesce(split_part(${alias}.origin, '/', 3), ${alias}.slug)`;
  const isNamed = `CASE WHEN ${alias}.file_count = 1
    THEN EXISTS (SELECT FROM document_file only_file
      WHERE only_file.document_id = ${alias}.id AND ${isFileNamed('only_file', alias)})
    ELSE ${readsAs(`${alias}.title`, `${alias}.slug`)} OR ${readsAs(`${alias}.title`, origin)} END`;
  return `(NOT ${isOverridden(alias, 'title')} AND (${isNamed}) AND ${statedTitle(alias)} IS DISTINCT FROM ${alias}.title)`;
}

export interface StatedTitleRow {
  readonly parentId: string;
  readonly title: string | null;
  /** The document has it for its title already. */
  readonly isInForce: boolean;
}

export function statedTitles(db: Queryable, documentIds: readonly string[]): Promise<StatedTitleRow[]> {
  return db.query(
    `SELECT d.id AS "parentId", t.title, t.title IS NOT DISTINCT FROM ${required('d', 'title')} AS "isInForce"
     FROM document d CROSS JOIN LATERAL (SELECT ${statedTitle('d')} AS title) AS t WHERE d.id = ANY ($1::uuid[])`,
    [documentIds],
  );
}
