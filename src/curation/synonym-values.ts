/** Synonyms as curators write them, checked and put in order. */
import { BadInputError } from '../errors.js';
import type { SettingValues } from '../store/writes/search-settings.js';
import { LONGEST_NOTE } from './note.js';

const mostTerms = 50;
const longestTerm = 100;

export interface SynonymWish {
  readonly terms: readonly string[];
  readonly alternatives?: readonly string[] | null | undefined;
  readonly vendor?: string | null | undefined;
  readonly product?: string | null | undefined;
  readonly isEnabled?: boolean | null | undefined;
  readonly note?: string | null | undefined;
}

/** Without blanks around and repetitions. */
function termsOf(field: string, written: readonly string[]): string[] {
  const terms = [...new Map(written.map((term) => [term.trim().toLowerCase(), term.trim()])).values()];
  for (const term of terms) {
    if (!/[\p{L}\p{N}]/u.test(term) || term.length > longestTerm) {
      throw new BadInputError(
        `"${term.slice(0, longestTerm)}" in \`${field}\` is no word: it must have letters or digits, and at most ${String(longestTerm)} characters.`,
        { field, limit: longestTerm },
      );
    }
  }
  if (terms.length > mostTerms) {
    throw new BadInputError(`\`${field}\` has more than ${String(mostTerms)} entries.`, { field, limit: mostTerms });
  }
  return terms;
}

/** The text without blanks around; null for nothing. */
export function textOrNull(field: string, text: string | null | undefined, longest: number): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length > longest) {
    throw new BadInputError(`\`${field}\` has more than ${String(longest)} characters.`, { field, limit: longest });
  }
  return trimmed === '' ? null : trimmed;
}

/** @throws BadInputError naming the field. */
export function synonymValues(wish: SynonymWish): SettingValues {
  const terms = termsOf('terms', wish.terms);
  const alternatives = termsOf('alternatives', wish.alternatives ?? []);
  if (terms.length === 0 || terms.length + alternatives.length < 2) {
    throw new BadInputError('Name at least two `terms` that mean the same, or a term and what it finds, too.', {
      field: 'terms',
    });
  }
  return {
    terms,
    alternatives,
    vendor: textOrNull('vendor', wish.vendor, 200),
    product: textOrNull('product', wish.product, 200),
    is_enabled: wish.isEnabled ?? true,
    note: textOrNull('note', wish.note, LONGEST_NOTE),
  };
}
