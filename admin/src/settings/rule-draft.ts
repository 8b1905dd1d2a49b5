/** A rule as it stands in the form: all of it is text until it is sent. */
import type { Rule } from './rule-operations.js';

export const matches = ['EXACT', 'PHRASE', 'CONTAINS', 'PREFIX'] as const satisfies readonly Rule['match'][];

export interface RuleDraft {
  readonly name: string;
  readonly match: Rule['match'];
  readonly words: string;
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly kind: string;
  /** In the zone of who looks at it, to the minute, as in an input of times. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly priority: string;
  /** Lines `place target`. */
  readonly pins: string;
  /** Lines of targets. */
  readonly hides: string;
  /** Lines `factor target`, where the target may also be a kind or a product. */
  readonly boosts: string;
  readonly redirect: string;
  readonly isEnabled: boolean;
  readonly note: string;
}

export const emptyDraft: RuleDraft = {
  ...{ name: '', match: 'CONTAINS', words: '', vendor: '', product: '', version: '', kind: '' },
  ...{
    validFrom: '',
    validTo: '',
    priority: '0',
    pins: '',
    hides: '',
    boosts: '',
    redirect: '',
    isEnabled: true,
    note: '',
  },
};

const twoDigits = (part: number): string => String(part).padStart(2, '0');

function localTimeOf(instant: string | null): string {
  if (instant === null) return '';
  const at = new Date(instant);
  const day = [String(at.getFullYear()).padStart(4, '0'), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())];
  return `${day.join('-')}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

/** What was not changed stays as exact as it is. */
function instantOf(localTime: string, kept: string | null): string | null {
  if (localTime === '') return null;
  return localTime === localTimeOf(kept) ? kept : new Date(localTime).toISOString();
}

export function draftOf(rule: Rule): RuleDraft {
  return {
    ...{ name: rule.name, match: rule.match, words: rule.words },
    ...{ vendor: rule.vendor ?? '', product: rule.product ?? '', version: rule.version ?? '', kind: rule.kind ?? '' },
    ...{ validFrom: localTimeOf(rule.validFrom), validTo: localTimeOf(rule.validTo), priority: String(rule.priority) },
    pins: rule.pins.map(({ target, position }) => `${String(position)} ${target}`).join('\n'),
    hides: rule.hides.join('\n'),
    boosts: rule.boosts
      .map(({ factor, target, kind, product }) => `${String(factor)} ${target ?? kind ?? product ?? ''}`)
      .join('\n'),
    ...{ redirect: rule.redirect ?? '', isEnabled: rule.isEnabled, note: rule.note ?? '' },
  };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A number and what it is about. */
const numbered = /^(\d+(?:\.\d+)?)\s+(\S+)$/;

/** The first line that can't be read; null if all can. */
export function badLineOf(text: string): string | null {
  return linesOf(text).find((line) => !numbered.test(line)) ?? null;
}

function numberedLines(text: string): { number: number; target: string }[] {
  return linesOf(text).flatMap((line) => {
    const [, number, target] = numbered.exec(line) ?? [];
    return number === undefined || target === undefined ? [] : [{ number: Number(number), target }];
  });
}

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/**
 * As `SearchRuleInput` wants it.
 * @param kept when the rule that is changed is in force.
 */
export function inputOf(draft: RuleDraft, kept: Pick<Rule, 'validFrom' | 'validTo'> | null) {
  return {
    ...{ name: draft.name.trim(), match: draft.match, words: draft.words.trim() },
    ...{ vendor: textOrNull(draft.vendor), product: textOrNull(draft.product), version: textOrNull(draft.version) },
    kind: (textOrNull(draft.kind) ?? null) as Rule['kind'],
    validFrom: instantOf(draft.validFrom, kept?.validFrom ?? null),
    validTo: instantOf(draft.validTo, kept?.validTo ?? null),
    priority: Number(draft.priority) || 0,
    pins: numberedLines(draft.pins).map(({ number, target }) => ({ position: number, target })),
    hides: linesOf(draft.hides),
    boosts: numberedLines(draft.boosts).map(({ number, target }) => ({
      factor: number,
      target: target.includes('/') ? target : null,
      kind: (/^[A-Z_]+$/.test(target) ? target : null) as Rule['kind'],
      product: target.includes('/') || /^[A-Z_]+$/.test(target) ? null : target,
    })),
    ...{ redirect: textOrNull(draft.redirect), isEnabled: draft.isEnabled, note: textOrNull(draft.note) },
  };
}
