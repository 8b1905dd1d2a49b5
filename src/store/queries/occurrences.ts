/** Where passages occur: the chunks that show them, over all published versions. */
import { keepPlan } from '../kept-plans.js';
import type { Queryable } from '../queryable.js';
import { flag, required, versionOrder } from './effective.js';
import { isListed, isShown } from './visibility.js';

export interface Occurrence {
  readonly passageId: number;
  readonly chunkId: number;
  readonly productId: string;
  readonly versionId: string;
  /** The label by which its version is put in order. */
  readonly versionOrder: string;
  readonly preview: boolean;
  readonly documentId: string;
  readonly documentSlug: string;
  readonly kind: string;
  readonly fileStem: string;
  readonly headingPath: readonly string[];
  readonly position: number;
  /** It has pages: its original is a book, not a page of a site. */
  readonly isPaginated: boolean;
}

/** An occurrence of a passage whose text may have to be compared with that of another one. */
export interface ComparedOccurrence extends Occurrence {
  /** On the first occurrence of each passage that shares a place with another one of another version; else null. */
  readonly contestedText: string | null;
  /** On the first occurrence of each passage, the same for the same text; else null. */
  readonly textDigest: string | null;
  /** Places of the looked-for terms that the passage holds, from 1; null where none was looked for, or is held. */
  readonly held: readonly number[] | null;
}

/** What is looked for in some of the passages on the way. */
export interface LookedFor {
  readonly passageIds: readonly number[];
  readonly terms: readonly HeldTerm[];
}

export interface HeldTerm {
  /** As `searchWords` makes them. */
  readonly words: string;
  /** They must stand one after the other, as they are; otherwise any inflection will do. */
  readonly asWritten: boolean;
}

const columns = `c.passage_id AS "passageId", c.id AS "chunkId", p.product_id AS "productId", v.id AS "versionId",
  ${versionOrder('v')} AS "versionOrder", ${flag('v', 'preview')} AS preview, d.id AS "documentId", d.slug AS "documentSlug", ${required('d', 'kind')} AS kind,
  f.stem AS "fileStem", p.heading_path AS "headingPath", c.position, c.first_page IS NOT NULL AS "isPaginated"`;
const published = `FROM chunk c
  JOIN passage p ON p.id = c.passage_id
  JOIN document d ON d.id = c.document_id AND ${isListed('d')}
  JOIN version v ON v.id = c.version_id AND ${isListed('v')}
  JOIN document_file f ON f.id = c.file_id
  WHERE c.passage_id = ANY ($1::int[]) AND ${isShown('c')}`;

const occurrences = keepPlan('occurrences', `SELECT ${columns} ${published} ORDER BY c.passage_id, d.slug, c.position`);

/** Chunks of the passages in published documents of published versions, in reading order. */
export function occurrencesOf(db: Queryable, passageIds: readonly number[]): Promise<Occurrence[]> {
  return db.query(occurrences, [passageIds]);
}

const compared = keepPlan(
  'compared_occurrences',
  `WITH shown AS (
     SELECT ${columns},
            min(p.id) OVER place < max(p.id) OVER place AND min(f.id) OVER place < max(f.id) OVER place AS contested,
            row_number() OVER (PARTITION BY p.id ORDER BY d.slug, c.position) AS nth
     ${published} WINDOW place AS (PARTITION BY p.product_id, d.slug, f.stem, p.heading_path))
   SELECT shown.*,
          CASE WHEN nth = 1 AND bool_or(contested) OVER (PARTITION BY "passageId")
          THEN (SELECT text FROM passage WHERE id = "passageId") END AS "contestedText",
          CASE WHEN nth = 1 THEN (SELECT md5(text) FROM passage WHERE id = "passageId") END AS "textDigest",
          CASE WHEN nth = 1 AND "passageId" = ANY ($2::int[])
          THEN (SELECT array_agg(term.place)
                FROM (SELECT ' ' || search_words || ' ' AS words, to_tsvector('english', search_words) AS stems
                      FROM passage WHERE id = "passageId" OFFSET 0) AS text,
                     unnest($3::text[], $4::bool[]) WITH ORDINALITY AS term (words, as_written, place)
                WHERE CASE WHEN as_written THEN text.words LIKE '% ' || term.words || ' %'
                           ELSE text.stems @@ plainto_tsquery('english', term.words) END)::int[] END AS held
   FROM shown ORDER BY "passageId", nth`,
);

/**
 * The same, with the texts of those passages that stand at one place: product, document, file and headings. Each version
 * has a file of its own there.
 * @param lookedFor terms that are looked for in the text on the way; taking a text apart costs, so in a few.
 */
export function comparedOccurrences(
  db: Queryable,
  passageIds: readonly number[],
  lookedFor: LookedFor,
): Promise<ComparedOccurrence[]> {
  const { terms } = lookedFor;
  return db.query<(ComparedOccurrence & { readonly contested: boolean; readonly nth: string })[]>(compared, [
    passageIds,
    terms.length === 0 ? [] : lookedFor.passageIds,
    terms.map(({ words }) => words),
    terms.map(({ asWritten }) => asWritten),
  ]);
}

/** Another text at the place of a chunk. */
export interface OtherText extends Occurrence {
  readonly ofChunkId: number;
  readonly text: string;
}

/**
 * What stands in other published versions at the place of each chunk: product, document, file, section and headings.
 * Versions that hold the very text of the chunk are left out.
 */
export function otherTextsAt(db: Queryable, chunkIds: readonly number[]): Promise<OtherText[]> {
  return db.query(
    `SELECT mine.id AS "ofChunkId", p.text, ${columns}
     FROM chunk mine
     JOIN passage own ON own.id = mine.passage_id
     JOIN section place ON place.id = mine.section_id
     JOIN document_file file ON file.id = mine.file_id
     JOIN document home ON home.id = mine.document_id
     JOIN version v ON v.product_id = own.product_id AND v.id <> mine.version_id AND ${isListed('v')}
     JOIN document d ON d.version_id = v.id AND d.slug = home.slug AND ${isListed('d')}
     JOIN document_file f ON f.document_id = d.id AND f.stem = file.stem
     JOIN section s ON s.file_id = f.id AND s.anchor = place.anchor
     JOIN chunk c ON c.section_id = s.id AND ${isShown('c')}
     JOIN passage p ON p.id = c.passage_id AND p.heading_path = own.heading_path
     WHERE mine.id = ANY ($1::int[])
       AND NOT EXISTS (SELECT FROM chunk same WHERE same.version_id = v.id AND same.passage_id = own.id AND ${isShown('same')})
     ORDER BY mine.id, c.position`,
    [chunkIds],
  );
}

/** Texts of the passages by id; none asked for, none read. */
export async function passageTexts(db: Queryable, passageIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (passageIds.length === 0) return new Map();
  const rows: { id: number; text: string }[] = await db.query(
    `SELECT id, text FROM passage WHERE id = ANY ($1::int[])`,
    [passageIds],
  );
  return new Map(rows.map(({ id, text }) => [id, text]));
}

const pointing = keepPlan(
  'pointing_passages',
  `SELECT id FROM passage
   WHERE id = ANY ($1::int[])
     AND (heading_path[cardinality(heading_path)] ~* $2 OR array_to_string(heading_path, chr(10)) ~* $3
          OR EXISTS (SELECT FROM chunk c JOIN document d ON d.id = c.document_id
                     WHERE c.passage_id = passage.id AND ${required('d', 'kind')} = 'RELEASE_NOTES'))`,
);

/** Patterns of Postgres, whatever their case. */
export interface PointingWords {
  /** For the own heading of a passage. */
  readonly pointingWords: string;
  /** For any heading above it. */
  readonly changeWords: string;
}

/** @returns ids of those that may be contents, indices or lists of changes: by headings, or by the kind of a document. */
export async function passagesPointing(
  db: Queryable,
  passageIds: readonly number[],
  { pointingWords, changeWords }: PointingWords,
): Promise<number[]> {
  const rows: { id: number }[] = await db.query(pointing, [passageIds, pointingWords, changeWords]);
  return rows.map(({ id }) => id);
}
