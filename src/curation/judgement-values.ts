/** Judgements as curators write them, checked. */
import { BadInputError } from '../errors.js';
import type { DocumentKind } from '../store/entities/document-kind.js';
import { quotedChunk } from '../store/queries/judged-targets.js';
import { parseRuleTarget } from '../store/rule-target.js';
import type { Queryable } from '../store/queryable.js';
import type { SettingValues } from '../store/writes/search-settings.js';
import { textOrNull } from './synonym-values.js';

const longestQuery = 1_000;
const longestTarget = 500;
const longestQuote = 200;
const highestGrade = 3;

export interface JudgementWish {
  readonly query: string;
  readonly vendor?: string | null | undefined;
  readonly product?: string | null | undefined;
  readonly version?: string | null | undefined;
  readonly kind?: DocumentKind | null | undefined;
  readonly target: string;
  readonly quote?: string | null | undefined;
  readonly grade: number;
  readonly note?: string | null | undefined;
}

/** Whether a target is the key of a chunk rather than a path. */
export const isChunkKey = (target: string): boolean => target.includes('::');

function refuse(field: string, message: string): never {
  throw new BadInputError(message, { field });
}

function targetOf(written: string): string {
  const target = textOrNull('target', written, longestTarget) ?? refuse('target', '`target` is empty.');
  const isKey = isChunkKey(target) && target.split('::').length >= 5;
  if (isKey || (!isChunkKey(target) && parseRuleTarget(target) !== null)) return target;
  return refuse(
    'target',
    `"${target.slice(0, 100)}" in \`target\` is no place: give the key of a chunk, product/document, product/document/file, or either with #section behind it.`,
  );
}

/** @throws BadInputError naming the field. */
export function judgementValues(wish: JudgementWish): SettingValues {
  const { grade, kind = null } = wish;
  const query = textOrNull('query', wish.query.replaceAll(/\s+/gu, ' '), longestQuery);
  if (query === null || !/[\p{L}\p{N}]/u.test(query)) refuse('query', '`query` has no letters or digits.');
  if (!Number.isInteger(grade) || grade < 0 || grade > highestGrade) {
    refuse('grade', `\`grade\` is ${String(grade)}; it must be a whole number from 0 to ${String(highestGrade)}.`);
  }
  const product = textOrNull('product', wish.product, 200);
  const version = textOrNull('version', wish.version, 200);
  if (version !== null && product === null) refuse('version', 'A version is one of a product: name `product`, too.');
  const target = targetOf(wish.target);
  return {
    ...{ query, vendor: textOrNull('vendor', wish.vendor, 200), product, version, kind },
    ...{ target, quote: isChunkKey(target) ? textOrNull('quote', wish.quote, longestQuote) : null },
    ...{ grade, note: textOrNull('note', wish.note, 2_000) },
  };
}

/**
 * The same with what tells the passage when its key is no more.
 * @throws BadInputError when the key leads to no passage.
 */
export async function withQuote(db: Queryable, values: SettingValues): Promise<SettingValues> {
  const target = String(values['target']);
  if (!isChunkKey(target)) return values;
  const chunk = await quotedChunk(db, target);
  if (chunk === null) refuse('target', `No passage has the key "${target.slice(0, 200)}"; give one that a hit has.`);
  return { ...values, target: chunk.key, quote: chunk.quote };
}

const telling = ['query', 'vendor', 'product', 'version', 'kind', 'target'] as const;

/** Whether two judge the same thing for the same question: then there is one judgement of it. */
export function isSameJudgement(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  return telling.every((name) => (a[name] ?? null) === (b[name] ?? null));
}
