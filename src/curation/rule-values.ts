/** Rules as curators write them, checked. */
import { BadInputError } from '../errors.js';
import type { DocumentKind } from '../store/entities/document-kind.js';
import type { RuleMatch } from '../store/entities/rule-match.js';
import { parseRuleTarget } from '../store/rule-target.js';
import type { SettingValues } from '../store/writes/search-settings.js';
import { LONGEST_NOTE } from './note.js';
import { textOrNull } from './synonym-values.js';

const mostEffects = 50;
const lastPosition = 50;
const mostPriority = 1_000;
const [leastFactor, mostFactor] = [0.1, 10];

export interface BoostWish {
  readonly target?: string | null | undefined;
  readonly kind?: DocumentKind | null | undefined;
  readonly product?: string | null | undefined;
  readonly factor: number;
}

export interface RuleWish {
  readonly name: string;
  readonly match: RuleMatch;
  readonly words: string;
  readonly vendor?: string | null | undefined;
  readonly product?: string | null | undefined;
  readonly version?: string | null | undefined;
  readonly kind?: DocumentKind | null | undefined;
  readonly validFrom?: Date | null | undefined;
  readonly validTo?: Date | null | undefined;
  readonly priority?: number | null | undefined;
  readonly pins?: readonly { readonly target: string; readonly position: number }[] | null | undefined;
  readonly hides?: readonly string[] | null | undefined;
  readonly boosts?: readonly BoostWish[] | null | undefined;
  readonly redirect?: string | null | undefined;
  readonly isEnabled?: boolean | null | undefined;
  readonly note?: string | null | undefined;
}

function refuse(field: string, message: string): never {
  throw new BadInputError(message, { field });
}

function required(field: string, text: string, longest: number): string {
  return textOrNull(field, text, longest) ?? refuse(field, `\`${field}\` is empty.`);
}

function targetOf(field: string, path: string): string {
  const trimmed = path.trim();
  if (parseRuleTarget(trimmed) !== null) return trimmed;
  return refuse(
    field,
    `"${trimmed.slice(0, 100)}" in \`${field}\` is no place: write product/document, product/document/file, or either with #section behind it.`,
  );
}

function within(field: string, value: number, [least, most]: readonly [number, number]): number {
  if (value >= least && value <= most) return value;
  return refuse(field, `\`${field}\` is ${String(value)}; it must be from ${String(least)} to ${String(most)}.`);
}

function boostOf({ target, kind, product, factor }: BoostWish): SettingValues {
  const boost = {
    target: target == null ? null : targetOf('boosts', target),
    kind: kind ?? null,
    product: textOrNull('boosts', product, 200),
    factor: within('boosts.factor', factor, [leastFactor, mostFactor]),
  };
  if ([boost.target, boost.kind, boost.product].filter((one) => one !== null).length === 1) return boost;
  return refuse('boosts', 'A boost names one of `target`, `kind` and `product`.');
}

function effectsOf(wish: RuleWish): SettingValues {
  const effects = {
    pins: (wish.pins ?? []).map(({ target, position }) => ({
      target: targetOf('pins', target),
      position: within('pins.position', position, [1, lastPosition]),
    })),
    hides: [...new Set((wish.hides ?? []).map((target) => targetOf('hides', target)))],
    boosts: (wish.boosts ?? []).map(boostOf),
    redirect: textOrNull('redirect', wish.redirect, 500) === null ? null : targetOf('redirect', wish.redirect ?? ''),
  };
  const { pins, hides, boosts, redirect } = effects;
  const count = pins.length + hides.length + boosts.length + (redirect === null ? 0 : 1);
  if (count === 0) refuse('pins', 'The rule does nothing: pin, hide or boost something, or name a redirect.');
  if (count > mostEffects) refuse('pins', `A rule pins, hides and boosts at most ${String(mostEffects)} things.`);
  return effects;
}

/** @throws BadInputError naming the field. */
export function ruleValues(wish: RuleWish): SettingValues {
  const { match, kind = null, validFrom = null, validTo = null } = wish;
  const product = textOrNull('product', wish.product, 200);
  const version = textOrNull('version', wish.version, 200);
  if (version !== null && product === null) refuse('version', 'A version is one of a product: name `product`, too.');
  if (validFrom !== null && validTo !== null && validFrom >= validTo) {
    refuse('validTo', '`validTo` is not after `validFrom`.');
  }
  const words = required('words', wish.words, 500);
  if (!/[\p{L}\p{N}]/u.test(words)) refuse('words', '`words` has no letters or digits.');
  return {
    ...{ name: required('name', wish.name, 200), match, words },
    ...{ vendor: textOrNull('vendor', wish.vendor, 200), product, version, kind },
    ...{ valid_from: validFrom, valid_to: validTo },
    priority: within('priority', wish.priority ?? 0, [-mostPriority, mostPriority]),
    ...effectsOf(wish),
    is_enabled: wish.isEnabled ?? true,
    note: textOrNull('note', wish.note, LONGEST_NOTE),
  };
}
