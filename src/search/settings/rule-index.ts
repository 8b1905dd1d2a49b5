/** Finds the rules that are about a question, those that win first. */
import type { RuleRow } from '../../store/queries/search-settings.js';
import type { ParsedQuery } from '../query.js';
import { searchWords } from '../search-words.js';
import { isAboutScope, type ScopeSlugs } from './setting-scope.js';

interface Entry {
  readonly rule: RuleRow;
  /** As the query is compared with: folded. */
  readonly words: string;
}

/** Those that win first: a narrow scope before a wide one, then by priority, then the newest. */
export type RuleIndex = readonly Entry[];

/** A version says more than a product, a product more than its vendor. */
function narrowness({ vendor, product, version, kind }: RuleRow): number {
  return (version === null ? 0 : 8) + (product === null ? 0 : 4) + (vendor === null ? 0 : 2) + (kind === null ? 0 : 1);
}

function winnersFirst(a: RuleRow, b: RuleRow): number {
  return (
    narrowness(b) - narrowness(a) ||
    b.priority - a.priority ||
    b.changedAt.getTime() - a.changedAt.getTime() ||
    a.id.localeCompare(b.id)
  );
}

export function createRuleIndex(rules: readonly RuleRow[]): RuleIndex {
  return rules
    .filter(({ isEnabled }) => isEnabled)
    .toSorted(winnersFirst)
    .map((rule) => ({ rule, words: searchWords(rule.words) }))
    .filter(({ words }) => words !== '');
}

type Said = { readonly query: string; readonly tokens: ReadonlySet<string> };

const matches: Readonly<Record<RuleRow['match'], (words: string, said: Said) => boolean>> = {
  EXACT: (words, { query }) => query === words,
  PHRASE: (words, { query }) => ` ${query} `.includes(` ${words} `),
  CONTAINS: (words, { tokens }) => words.split(' ').every((word) => tokens.has(word)),
  PREFIX: (words, { query }) => query.startsWith(words),
};

export function rulesAbout(index: RuleIndex, { text }: ParsedQuery, slugs: ScopeSlugs, now: Date): RuleRow[] {
  if (index.length === 0) return [];
  const query = searchWords(text);
  const said: Said = { query, tokens: new Set(query.split(' ')) };
  return index.flatMap(({ rule, words }) => {
    if (!matches[rule.match](words, said)) return [];
    if ((rule.validFrom !== null && now < rule.validFrom) || (rule.validTo !== null && now >= rule.validTo)) return [];
    return isAboutScope(rule, slugs) ? [rule] : [];
  });
}
