/** Titles and headings whose words begin as somebody types, and error codes, commands and the like that begin so. */
import type { Queryable } from '../queryable.js';
import { required } from './effective.js';
import { isListed, isShown } from './visibility.js';

export interface TypedWords {
  /** Lower case, white space collapsed. */
  readonly text: string;
  /** Beginnings of words, letters and digits only. */
  readonly words: readonly string[];
}

/** Versions to look in, the one to show first, and kinds of documents; no kinds, no limit. */
export interface SuggestionScope {
  readonly versions: readonly { readonly id: string; readonly productId: string }[];
  readonly kinds: readonly string[] | null;
}

export interface NamedThing<Id> {
  readonly id: Id;
  readonly text: string;
  /** Whether it begins as it is typed, and not only a word in it. */
  readonly begins: boolean;
}

/** Names that are compared; of beginnings that more have, as single letters are, any so many will do. */
const mostCompared = 2_000;

/**
 * Each name of a product once, however many versions have it, as the first of the versions has it. Names that begin as
 * typed come first, short ones before long ones.
 * @param table whose names they are; its rows are looked up by word before anything else (`OFFSET 0`), because taking
 * the words of every name in the scope apart costs more than all names that match.
 */
function names(table: 'document' | 'section', name: string): string {
  const document = table === 'document' ? 'n' : 'd';
  return `
    WITH found AS MATERIALIZED (
      SELECT w.product_id, w.age, n.id, ${name} AS text, lower(${name}) COLLATE "C" AS called
      FROM (SELECT * FROM ${table} AS n WHERE name_words(${name}) @@ $5::tsquery OFFSET 0) AS n
      ${table === 'document' ? '' : 'JOIN document d ON d.id = n.document_id'}
      JOIN unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS w (version_id, product_id, age)
        ON w.version_id = ${document}.version_id
      WHERE ${isListed(document)} AND ($4::text[] IS NULL OR ${required(document, 'kind')} = ANY ($4))
      LIMIT ${String(mostCompared)})
    SELECT (array_agg(id ORDER BY age, id))[1] AS id, (array_agg(text ORDER BY age, id))[1] AS text,
           starts_with(called, $1) AS begins
    FROM found GROUP BY product_id, called
    ORDER BY begins DESC, length(called), count(*) DESC, called LIMIT $6`;
}

const documentNames = names('document', required('n', 'title'));
const sectionNames = names('section', 'n.heading');

function parametersOf({ text, words }: TypedWords, { versions, kinds }: SuggestionScope, limit: number): unknown[] {
  return [
    text,
    versions.map(({ id }) => id),
    versions.map(({ productId }) => productId),
    kinds,
    words.map((word) => `${word}:*`).join(' & '),
    limit,
  ];
}

export function documentsTyped(
  db: Queryable,
  typed: TypedWords,
  scope: SuggestionScope,
  limit: number,
): Promise<NamedThing<string>[]> {
  return db.query(documentNames, parametersOf(typed, scope, limit));
}

export function sectionsTyped(
  db: Queryable,
  typed: TypedWords,
  scope: SuggestionScope,
  limit: number,
): Promise<NamedThing<number>[]> {
  return db.query(sectionNames, parametersOf(typed, scope, limit));
}

/** Holders of an identifier among which the one to show is looked for. */
const mostHolders = 100;

interface TermPlace {
  readonly id: number;
  readonly text: string;
}

/**
 * Where the newest version shows each term, and how it is written there; terms that no version holds are left out. Every
 * term is a parameter of its own: of a joined one the planner knows nothing, and reads all passages instead of the index.
 * Parameters 1 to 3 are versions, products and kinds.
 */
function placesOf(terms: readonly string[]): string {
  const places = terms.map((_, at) => {
    const term = `$${String(at + 4)}::text`;
    return `(SELECT ${String(at)} AS rank, c.id, c.passage_id, ${term} AS term
      FROM (SELECT id FROM passage WHERE identifiers @> ARRAY[${term}] AND product_id = ANY ($2::uuid[])
            LIMIT ${String(mostHolders)}) AS p
      JOIN chunk c ON c.passage_id = p.id
      JOIN document d ON d.id = c.document_id AND ${isListed('d')} AND ${isShown('c')}
        AND ($3::text[] IS NULL OR ${required('d', 'kind')} = ANY ($3))
      JOIN unnest($1::uuid[]) WITH ORDINALITY AS w (version_id, age) ON w.version_id = c.version_id
      ORDER BY w.age, c.position, c.id LIMIT 1)`;
  });
  return `
    SELECT place.id, CASE WHEN said.at = 0 THEN place.term
                          ELSE substring(said.text FROM said.at FOR length(place.term)) END AS text
    FROM (${places.join(' UNION ALL ')}) AS place
    CROSS JOIN LATERAL (
      SELECT search_text AS text, position(place.term IN lower(search_text)) AS at
      FROM passage WHERE id = place.passage_id OFFSET 0) AS said
    ORDER BY place.rank`;
}

/**
 * Error codes, commands and the like that begin as typed and that a passage of the scope holds, as it writes them, short
 * ones first. The id is that of a chunk that shows it.
 */
export async function identifiersTyped(
  db: Queryable,
  { text }: TypedWords,
  { versions, kinds }: SuggestionScope,
  limit: number,
): Promise<NamedThing<number>[]> {
  const productIds = [...new Set(versions.map(({ productId }) => productId))];
  const terms = await db.query<{ text: string }[]>(
    `SELECT text FROM term WHERE identifier AND text LIKE $1 AND product_id = ANY ($2::uuid[])
     GROUP BY text ORDER BY length(text), text LIMIT $3`,
    [`${text.replace(/[\\%_]/g, '\\$&')}%`, productIds, 2 * limit],
  );
  if (terms.length === 0) return [];
  const candidates = terms.map((term) => term.text);
  const places = await db.query<TermPlace[]>(placesOf(candidates), [
    versions.map(({ id }) => id),
    productIds,
    kinds,
    ...candidates,
  ]);
  return places.slice(0, limit).map((place) => ({ ...place, begins: true }));
}
