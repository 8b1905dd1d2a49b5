/** Says how a query was understood, where that is more than its words. */
import { oneLine } from './untrusted-text.js';

export interface ParsedData {
  readonly filters: readonly { readonly field: string; readonly value: string }[];
  readonly phrases: readonly string[];
  readonly excluded: readonly string[];
  readonly plainOperators: readonly string[];
}

export function describeQuery({ filters, phrases, excluded, plainOperators }: ParsedData): string[] {
  return [
    ...phrases.map((phrase) => `every hit holds "${oneLine(phrase)}"`),
    ...excluded.map((word) => `no hit holds "${oneLine(word)}"`),
    ...filters.map(({ field, value }) => `limited to ${field.toLowerCase()} "${oneLine(value)}"`),
    ...plainOperators.map((word) => `${oneLine(word)} is a plain word, no operator or wildcard`),
  ];
}
