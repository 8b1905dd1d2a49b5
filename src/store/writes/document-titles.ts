/**
 * What is kept with each document of its titles: what its text states, and whether its own only repeats a name. Lists are
 * filtered by both, and would have to read the files and headings of every document.
 */
import type { Queryable } from '../queryable.js';

/** As `documentTitle` chooses the file that introduces its folder. */
const introductions = `'index', '_index', 'readme', 'overview', 'introduction'`;

/** The slug that the source gives: moves change neither it nor what depends on it. */
const sourceSlug = `coalesce(split_part(d.origin, '/', 3), d.slug)`;

/** Signs that names part words by, and titles write otherwise. */
const bare = (sql: string): string => `translate(lower(${sql}), ' -_./:,&()[]{}+@#''"', '')`;

/** Slugs of two folders that agree are told apart by the beginning of a hash. */
const withoutHash = (sql: string): string => `regexp_replace(${sql}, '-[0-9a-f]{6,}$', '')`;

/**
 * Whether the file `alias` of the document `d` states no title, and has `titleFromName`'s. The first letter is left
 * out: the database may not know what its capital is. Front matter is kept of documents of one file.
 */
function isFileNamed(alias: string): string {
  const words = `btrim(regexp_replace(regexp_replace(${alias}.name, '^_+|\\.[^.]+$', '', 'g'), '[-_\\s]+', ' ', 'g'))`;
  return `(substr(${alias}.title, 2) = substr(${words}, 2)
    AND btrim(coalesce(d.extracted->'frontMatter'->>'title', '')) <> ${alias}.title)`;
}

/**
 * The title of the only file, or of the file which introduces the others; the first heading of a file whose title is from
 * its name. Null where nothing is stated.
 */
const statedTitle = `(SELECT coalesce(
    CASE WHEN NOT ${isFileNamed('titled')} THEN nullif(btrim(titled.title), '') END,
    (SELECT heading.heading FROM section heading
      WHERE heading.file_id = titled.id AND btrim(heading.heading) <> '' ORDER BY heading.position LIMIT 1))
  FROM document_file titled
  WHERE titled.document_id = d.id
    AND (d.file_count = 1 OR lower(titled.stem) IN (${introductions}) OR titled.stem = ${sourceSlug})
  ORDER BY titled.position LIMIT 1)`;

/** The title repeats the name of the only file, or of the folder. */
const isNamed = `CASE WHEN d.file_count = 1
  THEN EXISTS (SELECT FROM document_file only_file WHERE only_file.document_id = d.id AND ${isFileNamed('only_file')})
  ELSE ${bare('d.title')} IN (${bare(sourceSlug)}, ${bare(withoutHash(sourceSlug))}) END`;

const right = `SELECT d.id, stated.title AS stated_title,
    (${isNamed}) AND stated.title IS DISTINCT FROM d.title AS title_from_name
  FROM document d CROSS JOIN LATERAL (SELECT ${statedTitle} AS title) AS stated`;
const differs = `(document.stated_title, document.title_from_name) IS DISTINCT FROM (r.stated_title, r.title_from_name)`;

/**
 * Finds anew what the documents' titles are. Part of the transaction that writes the documents or what stands below them,
 * after their files are counted.
 */
export async function keepTitles(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query(
    `UPDATE document SET stated_title = r.stated_title, title_from_name = r.title_from_name
     FROM (${right} WHERE d.id = ANY ($1::uuid[])) AS r WHERE document.id = r.id AND ${differs}`,
    [ids],
  );
}

/** Documents of which something else is kept. */
export async function mistitledDocuments(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `SELECT document.id FROM document JOIN (${right}) AS r ON r.id = document.id WHERE ${differs}`,
  );
  return rows.map(({ id }) => id);
}
