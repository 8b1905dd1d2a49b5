/** What the words of a passage must and must not hold, as conditions of Postgres. */
import type { Queryable } from '../../store/queryable.js';
import { stemsOf } from '../../store/queries/stems.js';
import type { ParsedQuery } from '../query.js';
import type { SqlCondition } from '../scope-members.js';
import { inARow, searchWords } from '../search-words.js';

export interface Constraints {
  /** Words that must stand one after the other: patterns of `inARow`. */
  readonly required: readonly string[];
  readonly forbidden: readonly ForbiddenWords[];
}

/** Words that must not stand one after the other, in any of their inflections. */
export interface ForbiddenWords {
  readonly words: string;
  /** Pattern of what the words of every passage with them hold, so that few have to be taken apart. */
  readonly hint: string;
}

export const unconstrained: Constraints = { required: [], forbidden: [] };

/**
 * What all words with a stem begin with: `happy` has the stem `happi`, `using` has `use`, `dying` has `die`, `skies` has
 * `sky`, and `visibility` has `visibl`.
 */
function commonBeginning(stem: string): string {
  return stem.replace(/(?:ie|[eiy]|(?<=b)l)$/u, '');
}

/** Stop words have no stem: an index does not know whether they stand there. */
function hintOf(words: readonly string[], stems: ReadonlyMap<string, string>): string {
  const stem = words.flatMap((word) => stems.get(word) ?? [])[0];
  return stem === undefined ? (words[0] ?? '') : commonBeginning(stem);
}

export async function constraintsOf(db: Queryable, { phrases, excluded }: ParsedQuery): Promise<Constraints> {
  const wordsOf = (texts: readonly string[]): string[] => texts.map(searchWords).filter((words) => words !== '');
  const required = wordsOf(phrases).map(inARow);
  const omitted = wordsOf(excluded);
  if (omitted.length === 0) return { required, forbidden: [] };
  const stems = await stemsOf(
    db,
    omitted.flatMap((words) => words.split(' ')),
  );
  const forbidden = omitted.map((words) => ({ words, hint: `%${hintOf(words.split(' '), stems)}%` }));
  return { required, forbidden };
}

/**
 * Condition on a passage's words: it meets the constraints.
 * @param column SQL expression of `passage.search_words`.
 * @param at number of the condition's first parameter of three.
 */
export function meets({ required, forbidden }: Constraints, column: string, at: number): SqlCondition {
  const [phrases, words, hints] = [`$${String(at)}`, `$${String(at + 1)}`, `$${String(at + 2)}`];
  return {
    sql: `(' ' || ${column} || ' ') LIKE ALL (${phrases}::text[])
      AND NOT EXISTS (
        SELECT FROM unnest(${words}::text[], ${hints}::text[]) AS omitted (words, hint)
        WHERE ${column} LIKE omitted.hint
          AND ((' ' || ${column} || ' ') LIKE '% ' || omitted.words || ' %'
            OR to_tsvector('english', ${column}) @@ phraseto_tsquery('english', omitted.words)))`,
    parameters: [required, forbidden.map(({ words: text }) => text), forbidden.map(({ hint }) => hint)],
  };
}

export function isUnconstrained({ required, forbidden }: Constraints): boolean {
  return required.length + forbidden.length === 0;
}
