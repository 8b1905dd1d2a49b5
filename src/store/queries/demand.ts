/** What is searched for, and with what success. */
import type { AskedScope } from '../entities/logged-search.js';
import type { QuestionState as QuestionStateRow } from '../entities/question-state.js';
import type { QuestionState, QuestionVerdict, SearchVerdict } from '../entities/search-verdict-kind.js';
import type { Queryable } from '../queryable.js';

export interface DemandScope {
  /** Since when; days back from now. */
  readonly days: number;
  /** Slug. */
  readonly product: string | null;
  readonly client: string | null;
  /** As it was asked for, or slug of the one that answered. */
  readonly version: string | null;
}

/** Takes the parameters of {@link parametersOf}; `l` is the log. */
export const inDemandScope = `l.at >= now() - make_interval(days => $1)
  AND ($2::text IS NULL OR $2 = ANY (l.products)) AND ($3::text IS NULL OR l.client = $3)
  AND ($4::text IS NULL OR $4 = ANY (l.versions) OR EXISTS (SELECT FROM unnest(l.served) s WHERE split_part(s, '/', 2) = $4))`;
export const parametersOf = ({ days, product, client, version }: DemandScope): unknown[] => [
  ...[days, product, client, version],
];

export interface DemandTotal {
  /** What they are counted by: a verdict, a product, a client, a door or a day. */
  readonly key: string;
  readonly searches: number;
  readonly opened: number;
}

const keys = {
  VERDICT: { logged: 'l.verdict', counted: 'c.verdict' },
  PRODUCT: {
    logged: `CASE WHEN cardinality(l.products) = 1 THEN l.products[1] ELSE '' END`,
    counted: 'c.product',
  },
  CLIENT: { logged: 'l.client', counted: 'c.client' },
  DOOR: { logged: 'l.door', counted: 'c.door' },
  VERSION: {
    logged: `CASE WHEN cardinality(l.versions) = 1 THEN l.versions[1] ELSE '' END`,
    counted: `''`,
  },
  DAY: { logged: `((l.at AT TIME ZONE 'UTC')::date)::text`, counted: 'c.day::text' },
} as const;

export type DemandDimension = keyof typeof keys;

/** Searches by a dimension, with those of which only counts are left; these know of no versions. */
export function demandTotals(db: Queryable, scope: DemandScope, by: DemandDimension): Promise<DemandTotal[]> {
  const { logged, counted } = keys[by];
  return db.query(
    `SELECT key, sum(searches)::int AS searches, sum(opened)::int AS opened FROM (
       SELECT ${logged} AS key, count(*) AS searches, count(l.opened_rank) AS opened
       FROM query_log l WHERE ${inDemandScope} GROUP BY 1
       UNION ALL
       SELECT ${counted}, c.searches, c.opened FROM query_day c
       WHERE c.day >= ((now() - make_interval(days => $1)) AT TIME ZONE 'UTC')::date
         AND ($2::text IS NULL OR c.product = $2) AND ($3::text IS NULL OR c.client = $3)
         AND $4::text IS NULL) all_of_it
     GROUP BY 1 ORDER BY ${by === 'DAY' ? '1' : '2 DESC, 1'}`,
    parametersOf(scope),
  );
}

/** Legs of a search, as the log names them. */
type SearchMode = 'HYBRID' | 'LEXICAL' | 'SEMANTIC';

/** One question, however often it was asked in the same words. */
export interface AskedQuestion {
  readonly normalised: string;
  /** As it was written last. */
  readonly query: string;
  readonly searches: number;
  readonly opened: number;
  readonly firstAsked: Date;
  readonly lastAsked: Date;
  readonly clients: readonly string[];
  readonly doors: readonly string[];
  readonly products: readonly string[];
  readonly versions: readonly string[];
  /** How its searches ended: the verdict of most of them. */
  readonly verdict: SearchVerdict;
  /** The best that vectors found, on average. */
  readonly bestCosine: number | null;
  /** Rank of what was opened, on average. */
  readonly openedRank: number | null;
  /** Limited as the last time it was asked; null when that was not kept. */
  readonly askedScope: AskedScope | null;
  readonly mode: SearchMode;
  /** As a curator says, or mended when it was answered after that. */
  readonly state: QuestionState;
  /** What a curator says; null when none did. */
  readonly mark: { readonly state: QuestionState; readonly verdict: QuestionVerdict | null } | null;
  readonly note: string | null;
  /** Who said it, and when. */
  readonly stateBy: string | null;
  readonly stateAt: Date | null;
  /** Of what a curator says; 0 when none did. */
  readonly revision: number;
  /** Since when the machine finds an answer to what had none. */
  readonly answeredSince: Date | null;
}

/** What is open or planned is mended as soon as the machine finds an answer, until a curator says otherwise again. */
const isAnswered = `(coalesce(standing.state, 'OPEN') IN ('OPEN', 'PLANNED') AND retry.answered_at IS NOT NULL
  AND retry.answered_at > coalesce(standing.at, '-infinity'))`;
const state = `CASE WHEN ${isAnswered} THEN 'MENDED' ELSE coalesce(standing.state, 'OPEN') END`;
const mark = `CASE WHEN standing.state IS NOT NULL THEN jsonb_build_object('state', standing.state, 'verdict', standing.verdict) END`;

/** Most asked first. Answers of a search that one leg took no part in say nothing of the library and do not count. */
export function askedQuestions(db: Queryable, scope: DemandScope, limit: number): Promise<AskedQuestion[]> {
  const gathered = (column: string): string =>
    `ARRAY(SELECT DISTINCT unnest_of FROM query_log m, unnest(m.${column}) AS unnest_of
           WHERE m.normalised = q.normalised AND m.at >= now() - make_interval(days => $1) ORDER BY 1 LIMIT 20)`;
  return db.query(
    `SELECT q.*, ${gathered('products')} AS products, ${gathered('versions')} AS versions,
            ${state} AS state, ${mark} AS mark, standing.note, standing.caller_name AS "stateBy", standing.at AS "stateAt",
            coalesce(standing.revision, 0) AS revision,
            CASE WHEN ${isAnswered} THEN retry.answered_at END AS "answeredSince"
     FROM (SELECT l.normalised, (array_agg(l.query ORDER BY l.at DESC))[1] AS query, count(*)::int AS searches,
                  count(l.opened_rank)::int AS opened, min(l.at) AS "firstAsked", max(l.at) AS "lastAsked",
                  coalesce(array_agg(DISTINCT l.client) FILTER (WHERE l.client <> ''), '{}') AS clients, array_agg(DISTINCT l.door) AS doors,
                  mode() WITHIN GROUP (ORDER BY l.verdict) AS verdict, avg(l.best_cosine)::float8 AS "bestCosine",
                  avg(l.opened_rank)::float8 AS "openedRank",
                  (array_agg(l.asked_scope ORDER BY l.at DESC))[1] AS "askedScope",
                  (array_agg(l.mode ORDER BY l.at DESC))[1] AS mode
           FROM query_log l WHERE ${inDemandScope} AND NOT l.degraded
           GROUP BY l.normalised ORDER BY count(*) DESC, l.normalised LIMIT $5) q
     LEFT JOIN question_state standing ON standing.normalised = q.normalised
     LEFT JOIN question_retry retry ON retry.normalised = q.normalised
     ORDER BY q.searches DESC, q.normalised`,
    [...parametersOf(scope), limit],
  );
}

/** What curators said of the questions, the last first. */
export function questionMarks(db: Queryable, questions: readonly string[]): Promise<QuestionStateRow[]> {
  return db.query(
    `SELECT normalised, state, verdict, note, caller_name AS "callerName", at, revision
     FROM question_state WHERE normalised = ANY ($1::text[]) ORDER BY revision DESC, normalised`,
    [questions],
  );
}

/** The cosine that one in twenty searches stays below; null while too few were logged to tell. */
export async function weakCosine(db: Queryable, days: number, leastSearches: number): Promise<number | null> {
  const [row] = await db.query<{ weak: number | null }[]>(
    `SELECT CASE WHEN count(best_cosine) >= $2 THEN percentile_cont(0.05) WITHIN GROUP (ORDER BY best_cosine) END::float8 AS weak
     FROM query_log WHERE at >= now() - make_interval(days => $1) AND NOT degraded`,
    [days, leastSearches],
  );
  return row?.weak ?? null;
}
