/**
 * The lane of exact names: passages that define what was asked for, or stand under a heading that is it. They are looked
 * up in Postgres whatever ranks the words, so that every index puts them first alike.
 */
import { definingPassages, type DefiningPassage } from '../store/queries/definitions.js';
import { askedNames, type AskedName } from './asked-names.js';
import { headingKeysOf, isSpelled } from './definitions/definition-keys.js';
import type { LegHit } from './lexical/lexical-index.js';
import type { WordLookup } from './lexical/with-stand-in.js';
import type { ExactExplanation } from './request.js';
import type { ScopedStore } from './scope-members.js';
import type { OpenQuestion } from './understand.js';

/**
 * Lifts of a passage that defines all that was asked for: more than the legs can give, so that it comes before any that
 * only mentions it, and a heading that is spelled as the query is before all others.
 */
const wholeLift = { spelled: 2.2, HEADING: 1.2, DEFINITION: 1 } as const;
/** Lift of one that defines a name among other words of the query, by the share of the query that the name is. */
const partLift = 0.4;
/** What is left of a lift where the text defines the name, and the heading is about more. */
const definitionShare = 0.8;
/** Passages that the legs did not find: those with the strongest lifts. */
const mostAdded = 100;
/** A name without signs or digits, such as `YouTube`, says something only if few passages define it. */
const fewDefine = 5;
/** Passages that are read. */
const mostRead = 400;

export type Lifts = ReadonlyMap<number, ExactExplanation>;

/** Looked up beside the legs; applied to what they found. */
export type ExactLane = (found: readonly LegHit[]) => Promise<Lifts>;

export const nothingExact: ExactLane = () => Promise.resolve(new Map());

function liftOf(asked: AskedName, { headingPath }: DefiningPassage): ExactExplanation {
  const { name, key, share } = asked;
  const as = headingKeysOf(headingPath).includes(key) ? 'HEADING' : 'DEFINITION';
  if (share < 1) return { name, as, lift: partLift * share * (as === 'HEADING' ? 1 : definitionShare) };
  return { name, as, lift: wholeLift[isSpelled(name, headingPath) ? 'spelled' : as] };
}

/** The strongest lift of each passage. */
function liftsOf(names: readonly AskedName[], defining: readonly DefiningPassage[]): Map<number, ExactExplanation> {
  const counts = new Map<string, number>();
  for (const key of defining.flatMap(({ keys }) => keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const says = names.filter(({ key, share, isSure }) => share === 1 || isSure || (counts.get(key) ?? 0) <= fewDefine);
  const lifts = new Map<number, ExactExplanation>();
  for (const passage of defining) {
    const [best] = says
      .filter(({ key }) => passage.keys.includes(key))
      .map((asked) => liftOf(asked, passage))
      .sort((a, b) => b.lift - a.lift);
    if (best !== undefined) lifts.set(passage.passageId, best);
  }
  return lifts;
}

/** Begins to look the names of a question up. */
export function createExactLane(
  store: ScopedStore,
  words: Pick<WordLookup, 'admit'>,
  question: OpenQuestion,
): ExactLane {
  const { query, index: scope, signal } = question;
  const names = askedNames(query);
  if (names.length === 0) return nothingExact;
  const keys = names.map(({ key }) => key);
  const { productIds } = scope;
  const lookup = { keys, ...(productIds && { productIds }), limit: mostRead };
  const defining = definingPassages(store.dataSource, lookup);
  // Awaited after the legs; until then nobody else looks after its failure.
  defining.catch(() => undefined);

  /**
   * Of those that the legs did not find. A leg has looked at all that hold a phrase. Whether the scope shows them is found
   * out with the occurrences of all hits.
   */
  async function admitted(passageIds: readonly number[]): Promise<readonly number[]> {
    if (passageIds.length === 0 || query.phrases.length > 0) return [];
    if (query.excluded.length === 0) return passageIds;
    return words.admit({ query, passageIds, ...(signal && { signal }) });
  }

  /** Where too many define a name to read them all, those that the legs found come to some of them. */
  async function definingAmong(passageIds: readonly number[]): Promise<DefiningPassage[]> {
    const some = await defining;
    if (some.length < mostRead) return some;
    const among = await definingPassages(store.dataSource, { ...lookup, passageIds });
    return [...new Map([...some, ...among].map((passage) => [passage.passageId, passage])).values()];
  }

  return async (found) => {
    const known = new Set(found.map(({ passageId }) => passageId));
    const lifts = liftsOf(names, await definingAmong([...known]));
    const others = [...lifts].filter(([passageId]) => !known.has(passageId)).sort(([, a], [, b]) => b.lift - a.lift);
    const added = new Set(await admitted(others.slice(0, mostAdded).map(([passageId]) => passageId)));
    return new Map([...lifts].filter(([passageId]) => known.has(passageId) || added.has(passageId)));
  };
}
