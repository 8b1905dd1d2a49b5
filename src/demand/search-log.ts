/** Writes down what is searched for, beside the answer and never in its way, and which hits were opened afterwards. */
import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import type { QueryLogSettings } from '../config.js';
import type { Logger } from '../logger.js';
import type { ScopeRequest, SearchAnswer, SearchHit } from '../search/request.js';
import type { AskedScope } from '../store/entities/logged-search.js';
import type { NewSearch, Opening } from '../store/writes/query-log.js';
import { maskSecrets } from './mask-secrets.js';
import { createOpeningTokens } from './opening-token.js';
import { createPendingSearches } from './pending-searches.js';
import { bestCosineOf, searchVerdict } from './search-verdict.js';

export interface SearchLog {
  /**
   * @param asked the scope as the caller wrote it.
   * @returns names the entry for {@link openingToken}; null if it is not logged.
   */
  record(answer: SearchAnswer, caller: Caller, asked?: ScopeRequest): string | null;
  /**
   * A further page of a search that was logged before, of which a hit's token is at hand.
   * @returns names that search's entry; null if the token is none.
   */
  goOn(token: string, hits: readonly ShownHit[], caller: Caller): string | null;
  openingToken(opening: Opening): string;
  /** A hit was opened by its link; nothing happens when the token is none. */
  opened(token: string): void;
  /** A chunk was read; counts if the same client was given it by a search a short while ago. */
  chunkRead(chunkId: number, caller: Caller): void;
  /** Entries that were lost since this process began. */
  readonly dropped: () => number;
  /** Writes what waits. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

type ShownHit = Pick<SearchHit, 'chunkId' | 'rank'>;

const mostQueryCharacters = 1_000;
const mostScopeCharacters = 2_000;
/** How long after a search a read chunk counts as found by it, and how many hits are remembered. */
const readWithinMs = 30 * 60_000;
const mostRemembered = 5_000;

export function normalisedQuestion(query: string): string {
  return query.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

/** Who goes on with a conversation, as far as that can be told. */
const talkOf = ({ kind, id, client = '' }: Caller): string => `${kind} ${id ?? ''} ${client}`;

export function createSearchLog(
  dataSource: DataSource,
  settings: QueryLogSettings,
  { logger, onDropped }: { readonly logger: Logger; readonly onDropped?: (entries: number) => void },
): SearchLog {
  const { mode } = settings;
  const tokens = createOpeningTokens();
  const recent = new LRUCache<string, Opening>({ max: mostRemembered, ttl: readWithinMs });
  const pending = createPendingSearches({ dataSource, settings, logger, ...(onDropped && { onDropped }) });

  function remember(id: string, hits: readonly ShownHit[], caller: Caller): void {
    for (const { chunkId, rank } of hits) recent.set(`${talkOf(caller)} ${String(chunkId)}`, { id, rank });
  }

  return {
    record(answer, caller, asked = {}) {
      if (mode === 'off' || caller.isUntracked === true) return null;
      const entry = entryOf(answer, caller, asked);
      if (!pending.add(entry)) return null;
      remember(entry.id, answer.hits, caller);
      return entry.id;
    },
    goOn(token, hits, caller) {
      const opening = mode === 'off' || caller.isUntracked === true ? null : tokens.read(token);
      if (opening === null) return null;
      remember(opening.id, hits, caller);
      return opening.id;
    },
    openingToken: (opening) => tokens.make(opening),
    opened(token) {
      const opening = mode === 'off' ? null : tokens.read(token);
      if (opening !== null) pending.open(opening);
    },
    chunkRead(chunkId, caller) {
      const opening = recent.get(`${talkOf(caller)} ${String(chunkId)}`);
      if (opening !== undefined) pending.open(opening);
    },
    dropped: pending.dropped,
    flush: pending.flush,
    close: pending.flush,
  };
}

/** Null where it is too long to be kept. */
function keptScope(asked: ScopeRequest): AskedScope | null {
  const kept = Object.fromEntries(
    Object.entries(asked).map(([name, values]: [string, readonly string[]]) => [name, values.map(maskSecrets)]),
  );
  return JSON.stringify(kept).length > mostScopeCharacters ? null : kept;
}

function entryOf(answer: SearchAnswer, { door, client = '' }: Caller, asked: ScopeRequest): NewSearch {
  const { scope, hits } = answer;
  const query = maskSecrets(answer.query.written).slice(0, mostQueryCharacters);
  return {
    id: randomUUID(),
    at: new Date().toISOString(),
    door,
    client: maskSecrets(client),
    query,
    normalised: normalisedQuestion(query),
    productIds: scope.productIds,
    unknownProducts: scope.unknown
      .filter(({ kind }) => kind === 'PRODUCT')
      .map(({ requested }) => maskSecrets(requested)),
    versions: scope.versions.map(({ requested }) => maskSecrets(requested)),
    servedIds: scope.versions.flatMap(({ servedId }) => servedId ?? []),
    mode: answer.mode,
    verdict: searchVerdict(answer),
    hits: hits.length,
    bestCosine: bestCosineOf(answer),
    tookMs: Math.round(answer.tookMs),
    degraded: answer.degraded.length > 0,
    openedRank: null,
    askedScope: keptScope(asked),
    bestChunkId: hits[0]?.chunkId ?? null,
  };
}
