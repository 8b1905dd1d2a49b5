/** Writes what is searched for, many searches at a time, and makes counts of what is old. */
import type { AskedScope } from '../entities/logged-search.js';
import type { QuestionState, QuestionVerdict, SearchVerdict } from '../entities/search-verdict-kind.js';
import { required } from '../queries/effective.js';
import type { Queryable } from '../queryable.js';

export interface NewSearch {
  readonly id: string;
  /** ISO time. */
  readonly at: string;
  readonly door: string;
  readonly client: string;
  readonly query: string;
  readonly normalised: string;
  readonly productIds: readonly string[];
  /** Names of products that the library does not know. */
  readonly unknownProducts: readonly string[];
  readonly versions: readonly string[];
  readonly servedIds: readonly string[];
  readonly mode: string;
  readonly verdict: SearchVerdict;
  readonly hits: number;
  readonly bestCosine: number | null;
  readonly tookMs: number;
  readonly degraded: boolean;
  readonly openedRank: number | null;
  readonly askedScope: AskedScope | null;
  /** Chunk that the best hit is shown as. */
  readonly bestChunkId: number | null;
}

const given = `jsonb_to_recordset($1::jsonb) AS x (id uuid, at timestamptz, door text, client text, query text,
  normalised text, "productIds" jsonb, "unknownProducts" jsonb, versions jsonb, "servedIds" jsonb, mode text, verdict text,
  hits int, "bestCosine" real, "tookMs" int, degraded boolean, "openedRank" int,
  "askedScope" jsonb, "bestChunkId" int)`;
const textsOf = (json: string): string => `ARRAY(SELECT jsonb_array_elements_text(${json}))`;
const productSlugs = `ARRAY(SELECT p.slug FROM product p WHERE p.id::text IN (SELECT jsonb_array_elements_text(x."productIds"))
  ORDER BY p.slug) || ${textsOf('x."unknownProducts"')}`;

/** In one statement: row by row would keep everybody else from an embedded library for long. */
export async function insertSearches(db: Queryable, searches: readonly NewSearch[]): Promise<void> {
  await db.query(
    `INSERT INTO query_log (id, at, door, client, query, normalised, products, versions, served, mode, verdict, hits,
                            best_cosine, took_ms, degraded, opened_rank, asked_scope, best_kind)
     SELECT x.id, x.at, x.door, x.client, x.query, x.normalised, ${productSlugs}, ${textsOf('x.versions')},
            ARRAY(SELECT p.slug || '/' || v.slug FROM version v JOIN product p ON p.id = v.product_id
                  WHERE v.id::text IN (SELECT jsonb_array_elements_text(x."servedIds")) ORDER BY 1),
            x.mode, x.verdict, x.hits, x."bestCosine", x."tookMs", x.degraded, x."openedRank",
            x."askedScope", (SELECT ${required('d', 'kind')} FROM chunk c JOIN document d ON d.id = c.document_id WHERE c.id = x."bestChunkId")
     FROM ${given} ON CONFLICT (id) DO NOTHING`,
    [JSON.stringify(searches)],
  );
}

const addUp = `ON CONFLICT (day, door, client, product, verdict) DO UPDATE
  SET searches = query_day.searches + excluded.searches, opened = query_day.opened + excluded.opened`;

/** Only counts of their day. */
export async function countSearches(db: Queryable, searches: readonly NewSearch[]): Promise<void> {
  await db.query(
    `INSERT INTO query_day (day, door, client, product, verdict, searches, opened)
     SELECT (y.at AT TIME ZONE 'UTC')::date, y.door, y.client,
            CASE WHEN cardinality(y.products) = 1 THEN y.products[1] ELSE '' END, y.verdict, count(*), count(y.opened)
     FROM (SELECT x.at, x.door, x.client, x.verdict, x."openedRank" AS opened, ${productSlugs} AS products FROM ${given}) y
     GROUP BY 1, 2, 3, 4, 5 ${addUp}`,
    [JSON.stringify(searches)],
  );
}

export interface Opening {
  readonly id: string;
  readonly rank: number;
}

/** What was opened after searches; of several hits the first counts. */
export async function recordOpenings(db: Queryable, openings: readonly Opening[]): Promise<void> {
  await db.query(
    `UPDATE query_log l SET opened_rank = coalesce(l.opened_rank, x.rank)
     FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, rank int) WHERE l.id = x.id`,
    [JSON.stringify(openings)],
  );
}

/** Makes counts of days of what is older. */
export async function countOldSearches(db: Queryable, days: number): Promise<void> {
  await db.query(
    `WITH old AS (DELETE FROM query_log WHERE at < now() - make_interval(days => $1) RETURNING *)
     INSERT INTO query_day (day, door, client, product, verdict, searches, opened)
     SELECT (at AT TIME ZONE 'UTC')::date, door, client, CASE WHEN cardinality(products) = 1 THEN products[1] ELSE '' END,
            verdict, count(*), count(opened_rank)
     FROM old GROUP BY 1, 2, 3, 4, 5 ${addUp}`,
    [days],
  );
  await db.query(
    `DELETE FROM question_retry r WHERE NOT EXISTS (SELECT FROM query_log l WHERE l.normalised = r.normalised)`,
  );
}

/** Erases every search whose words contain the text, in any case, with what curators made of it. @returns how many searches. */
export async function eraseSearches(db: Queryable, text: string): Promise<number> {
  for (const table of ['question_state', 'question_retry'])
    await db.query(`DELETE FROM ${table} WHERE position(lower($1) IN normalised) > 0`, [text]);
  const [rows] = await db.query<[unknown[], number]>(
    `DELETE FROM query_log WHERE position(lower($1) IN lower(query)) > 0 OR position(lower($1) IN normalised) > 0
     RETURNING id`,
    [text],
  );
  return rows.length;
}

/** What a curator makes of questions. */
export interface QuestionMark {
  readonly state: QuestionState;
  /** Null: what the log says. */
  readonly verdict: QuestionVerdict | null;
  readonly note: string | null;
  readonly callerName: string;
}

/** One writer at a time, until the transaction ends: nobody overwrites what he has not seen. */
export async function lockQuestionMarks(db: Queryable): Promise<void> {
  await db.query(`LOCK TABLE question_state IN SHARE ROW EXCLUSIVE MODE`);
}

/** @returns the revision that all of them have then. */
export async function saveQuestionMarks(
  db: Queryable,
  questions: readonly string[],
  { state, verdict, note, callerName }: QuestionMark,
): Promise<number> {
  const rows = await db.query<{ revision: number }[]>(
    `INSERT INTO question_state (normalised, state, verdict, note, caller_name, revision)
     SELECT DISTINCT question, $2, $3, $4, $5, 1 + (SELECT coalesce(max(before.revision), 0) FROM question_state before)
     FROM unnest($1::text[]) AS question
     ON CONFLICT (normalised) DO UPDATE SET state = excluded.state, verdict = excluded.verdict, note = excluded.note,
       caller_name = excluded.caller_name, at = now(), revision = excluded.revision
     RETURNING revision`,
    [questions, state, verdict, note, callerName],
  );
  return rows[0]?.revision ?? 0;
}

export interface QuestionRetried {
  readonly normalised: string;
  readonly isAnswered: boolean;
}

/**
 * What was asked again. Since when it is answered stays as it was said first, unless a curator said something since; what is
 * not answered any more is open again.
 */
export async function saveRetries(db: Queryable, retried: readonly QuestionRetried[]): Promise<void> {
  await db.query(
    `INSERT INTO question_retry (normalised, answered_at)
     SELECT x.normalised, CASE WHEN x."isAnswered" THEN now() END
     FROM jsonb_to_recordset($1::jsonb) AS x (normalised text, "isAnswered" boolean)
     ON CONFLICT (normalised) DO UPDATE SET asked_at = now(), answered_at =
       CASE WHEN excluded.answered_at IS NULL THEN NULL
            WHEN question_retry.answered_at > coalesce(
              (SELECT at FROM question_state WHERE question_state.normalised = excluded.normalised), '-infinity')
            THEN question_retry.answered_at ELSE excluded.answered_at END`,
    [JSON.stringify(retried)],
  );
}
