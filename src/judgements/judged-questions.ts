/** Judgements by question, with the places in the library that they are about. */
import type { DataSource } from 'typeorm';
import type { ScopeRequest } from '../search/request.js';
import { findTargets } from '../search/settings/rule-targets.js';
import { findKeyedPassages } from '../store/queries/judged-targets.js';
import type { JudgementRow } from '../store/queries/search-settings.js';

/** Where a judged target is, in all published versions that its judgement is about. */
export interface JudgedPlace {
  /** Of documents that are meant as a whole. */
  readonly documentIds: ReadonlySet<string>;
  readonly chunkIds: ReadonlySet<number>;
  /** The document that it is read from, and the chunks of it; null for all. */
  readonly read: { readonly documentId: string | null; readonly chunkIds: readonly number[] | null };
  readonly firstChunkId: number | null;
  /** A passage tells more than a section, and that more than a document. */
  readonly narrowness: 1 | 2 | 3;
}

export interface JudgedTarget {
  readonly judgement: JudgementRow;
  /** Null where nothing published answers to it. */
  readonly place: JudgedPlace | null;
}

export interface JudgedQuestion {
  /** Words and scope. */
  readonly key: string;
  readonly query: string;
  readonly scope: ScopeRequest;
  readonly judgements: readonly JudgementRow[];
}

const isKey = ({ target }: JudgementRow): boolean => target.includes('::');

function versionOf({ version, product, target }: JudgementRow): string | null {
  return version !== null && target.startsWith(`${product ?? ''}/`) ? version : null;
}

/** Three statements at most for all of them. */
export async function findJudged(
  dataSource: DataSource,
  judgements: readonly JudgementRow[],
): Promise<readonly JudgedTarget[]> {
  const keyed = judgements.filter(isKey);
  const pathed = judgements.filter((judgement) => !isKey(judgement));
  const [passages, targets] = await Promise.all([
    findKeyedPassages(
      dataSource,
      keyed.map(({ target, quote }) => ({ key: target, quote })),
    ),
    findTargets(
      dataSource,
      pathed.map((one) => ({ path: one.target, version: versionOf(one) })),
      {},
    ),
  ]);
  const places = new Map<JudgementRow, JudgedPlace>();
  for (const [at, judgement] of keyed.entries()) {
    const passage = passages[at];
    if (passage == null) continue;
    const [first] = passage.chunkIds;
    places.set(judgement, {
      firstChunkId: first ?? null,
      documentIds: new Set(),
      chunkIds: new Set(passage.chunkIds),
      read: { documentId: null, chunkIds: first === undefined ? [] : [first] },
      narrowness: 3,
    });
  }
  for (const [at, judgement] of pathed.entries()) {
    const target = targets[at];
    if (target == null) continue;
    const { documentIds, chunkIds, first } = target;
    const isWhole = documentIds.size > 0;
    const read = { documentId: first.documentId, chunkIds: isWhole ? null : [...chunkIds] };
    places.set(judgement, { documentIds, chunkIds, firstChunkId: first.chunkId, read, narrowness: isWhole ? 1 : 2 });
  }
  return judgements.map((judgement) => ({ judgement, place: places.get(judgement) ?? null }));
}

function scopeOf({ vendor, product, version, kind }: JudgementRow): ScopeRequest {
  return {
    ...(vendor !== null && { vendors: [vendor] }),
    ...(product !== null && { products: [product] }),
    ...(version !== null && { versions: [version] }),
    ...(kind !== null && { kinds: [kind] }),
  };
}

/** In the order of their keys. */
export function judgedQuestions(judgements: readonly JudgementRow[]): JudgedQuestion[] {
  const questions = new Map<string, JudgementRow[]>();
  for (const judgement of judgements) {
    const { query, vendor, product, version, kind } = judgement;
    const key = JSON.stringify([query, vendor, product, version, kind]);
    questions.set(key, [...(questions.get(key) ?? []), judgement]);
  }
  return [...questions]
    .flatMap(([key, of]) =>
      of.slice(0, 1).map((one) => ({ key, query: one.query, scope: scopeOf(one), judgements: of })),
    )
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
