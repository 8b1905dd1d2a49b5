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
  /** Days, as in an input of dates. */
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

const dayOf = (instant: string | null): string => instant?.slice(0, 10) ?? '';

export function draftOf(rule: Rule): RuleDraft {
  return {
    ...{ name: rule.name, match: rule.match, words: rule.words },
    ...{ vendor: rule.vendor ?? '', product: rule.product ?? '', version: rule.version ?? '', kind: rule.kind ?? '' },
    ...{ validFrom: dayOf(rule.validFrom), validTo: dayOf(rule.validTo), priority: String(rule.priority) },
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
const startOf = (day: string): string | null => (day === '' ? null : `${day}T00:00:00.000Z`);

/** As `SearchRuleInput` wants it. */
export function inputOf(draft: RuleDraft) {
  return {
    ...{ name: draft.name.trim(), match: draft.match, words: draft.words.trim() },
    ...{ vendor: textOrNull(draft.vendor), product: textOrNull(draft.product), version: textOrNull(draft.version) },
    kind: (textOrNull(draft.kind) ?? null) as Rule['kind'],
    ...{ validFrom: startOf(draft.validFrom), validTo: startOf(draft.validTo), priority: Number(draft.priority) || 0 },
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
