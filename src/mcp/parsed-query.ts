/** Says how a query was understood, where that is more than its words. */
import type { SearchData } from './operations.js';
import { oneLine } from './untrusted-text.js';

const quoted = (words: readonly string[]): string => words.map((word) => `"${oneLine(word)}"`).join(', ');

export function describeQuery({
  filters,
  phrases,
  excluded,
  plainOperators,
  synonyms,
}: SearchData['parsed']): string[] {
  return [
    ...phrases.map((phrase) => `every hit holds "${oneLine(phrase)}"`),
    ...excluded.map((word) => `no hit holds "${oneLine(word)}"`),
    ...filters.map(({ field, value }) => `limited to ${field.toLowerCase()} "${oneLine(value)}"`),
    ...synonyms.map(({ term, alternatives }) => `"${oneLine(term)}" also finds ${quoted(alternatives)}`),
    ...plainOperators.map((word) => `${oneLine(word)} is a plain word, no operator or wildcard`),
  ];
}
