/** Finds the synonyms that a query speaks of. They widen the search by words, never the search by meaning. */
import type { SynonymRow } from '../../store/queries/search-settings.js';
import type { AppliedSynonym, ParsedQuery } from '../query.js';
import { searchWords } from '../search-words.js';
import { isAboutScope, type ScopeSlugs } from './setting-scope.js';

/** Alternatives of one query; more would bury its own words. */
const mostAlternatives = 40;

interface Entry {
  /** As the query is compared with: folded, blanks between and around. */
  readonly words: string;
  readonly applied: AppliedSynonym;
  readonly scope: Pick<SynonymRow, 'vendor' | 'product'>;
}

/** By the first word of the term, so that the time of a look-up does not depend on how many synonyms there are. */
export type SynonymIndex = ReadonlyMap<string, readonly Entry[]>;

const padded = (words: string): string => ` ${words} `;

function entriesOf({ id, terms, alternatives, vendor, product }: SynonymRow): Entry[] {
  return terms.flatMap((term) => {
    const words = searchWords(term);
    const others = alternatives.length > 0 ? alternatives : terms;
    const found = others.filter((other) => searchWords(other) !== words);
    if (words === '' || found.length === 0) return [];
    return [{ words: padded(words), applied: { id, term, alternatives: found }, scope: { vendor, product } }];
  });
}

export function createSynonymIndex(synonyms: readonly SynonymRow[]): SynonymIndex {
  const index = new Map<string, Entry[]>();
  for (const entry of synonyms.filter(({ isEnabled }) => isEnabled).flatMap(entriesOf)) {
    const [first = ''] = entry.words.trim().split(' ');
    const known = index.get(first);
    if (known === undefined) index.set(first, [entry]);
    else known.push(entry);
  }
  return index;
}

/** Words outside of quotes, run by run: what is quoted has to occur as it is. */
function looseRuns({ parts }: ParsedQuery): string[] {
  const written = parts.map((part) => (part.kind === 'WORD' ? part.text : '\n')).join(' ');
  return written
    .split('\n')
    .map(searchWords)
    .filter((words) => words !== '');
}

/** The query with the synonyms of its scope. */
export function withSynonyms(query: ParsedQuery, index: SynonymIndex, slugs: ScopeSlugs): ParsedQuery {
  if (index.size === 0) return query;
  const applied = new Map<string, AppliedSynonym>();
  let alternatives = 0;
  for (const run of looseRuns(query)) {
    const written = padded(run);
    for (const word of new Set(run.split(' '))) {
      for (const entry of index.get(word) ?? []) {
        const name = `${entry.applied.id} ${entry.words}`;
        if (applied.has(name) || !written.includes(entry.words) || !isAboutScope(entry.scope, slugs)) continue;
        alternatives += entry.applied.alternatives.length;
        if (alternatives > mostAlternatives) return { ...query, synonyms: [...applied.values()] };
        applied.set(name, entry.applied);
      }
    }
  }
  return applied.size === 0 ? query : { ...query, synonyms: [...applied.values()] };
}

/** The words of a query with those of its synonyms behind them, each once more at most. */
export function widenedWords({ text, synonyms }: ParsedQuery): string {
  const words = searchWords(text);
  if (synonyms.length === 0) return words;
  const known = new Set(words.split(' '));
  const others = synonyms.flatMap(({ alternatives }) => alternatives.flatMap((one) => searchWords(one).split(' ')));
  return [words, ...new Set(others.filter((word) => word !== '' && !known.has(word)))].join(' ');
}

/** Those of a query's synonyms, with those of their alternatives, that stand in a text. */
export function synonymsIn({ synonyms }: ParsedQuery, text: string): AppliedSynonym[] {
  const words = padded(searchWords(text));
  return synonyms.flatMap((synonym) => {
    const alternatives = synonym.alternatives.filter((one) => words.includes(padded(searchWords(one))));
    return alternatives.length === 0 ? [] : [{ ...synonym, alternatives }];
  });
}
