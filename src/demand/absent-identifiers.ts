/** Commands, options, error codes and the like that people ask for and that stand nowhere in the library. */
import { identifiersOf, isSureName } from '../search/identifiers.js';
import type { AskedQuestion } from '../store/queries/demand.js';
import type { AbsentName } from '../store/queries/demand-gaps.js';
import type { Queryable } from '../store/queryable.js';
import { knownTerms } from '../store/queries/terms.js';

/** Names by their signs; of an option the form without its dashes, as vocabularies have both. Plain numbers are no names. */
function namesOf({ query }: AskedQuestion): Set<string> {
  const names = identifiersOf(query).filter((name) => isSureName(name) && !/^[\d.]+$/.test(name));
  return new Set(names.map((name) => name.replace(/^-+/, '')));
}

/** Most asked first. A question with several names counts for each. */
export async function absentIdentifiers(db: Queryable, questions: readonly AskedQuestion[]): Promise<AbsentName[]> {
  const byName = new Map<string, AskedQuestion[]>();
  for (const question of questions)
    for (const name of namesOf(question)) byName.set(name, [...(byName.get(name) ?? []), question]);
  const known = await knownTerms(db, [...byName.keys()]);
  return [...byName]
    .filter(([name]) => !known.has(name))
    .map(([name, asking]) => ({
      name,
      product: '',
      searches: asking.reduce((sum, { searches }) => sum + searches, 0),
      clients: [...new Set(asking.flatMap(({ clients }) => clients))].sort(),
      lastAsked: new Date(Math.max(...asking.map(({ lastAsked }) => lastAsked.getTime()))),
    }))
    .sort((a, b) => b.searches - a.searches);
}
