/**
 * Writes down what is searched for, beside the answer and never in its way: entries wait in a bounded queue and are
 * written together; what does not fit, or can't be written, is dropped and counted.
 */
import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { DataSource } from 'typeorm';
import type { Caller } from '../caller.js';
import type { QueryLogSettings } from '../config.js';
import type { Logger } from '../logger.js';
import { outsideOperations } from '../ongoing-operation.js';
import type { ScopeRequest, SearchAnswer } from '../search/request.js';
import type { AskedScope } from '../store/entities/logged-search.js';
import {
  countOldSearches,
  countSearches,
  insertSearches,
  recordOpenings,
  type NewSearch,
  type Opening,
} from '../store/writes/query-log.js';
import { maskSecrets } from './mask-secrets.js';
import { createOpeningTokens } from './opening-token.js';
import { bestCosineOf, searchVerdict } from './search-verdict.js';

export interface SearchLog {
  /**
   * @param asked the scope as the caller wrote it.
   * @returns names the entry for {@link openingToken}; null if it is not logged.
   */
  record(answer: SearchAnswer, caller: Caller, asked?: ScopeRequest): string | null;
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

const mostWaiting = 2_000;
const flushAt = 200;
const flushAfterMs = 5_000;
const mostQueryCharacters = 1_000;
const mostScopeCharacters = 2_000;
/** How long after a search a read chunk counts as found by it, and how many hits are remembered. */
const readWithinMs = 30 * 60_000;
const mostRemembered = 5_000;
const tidyEveryMs = 3_600_000;

export function normalisedQuestion(query: string): string {
  return query.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

/** Who goes on with a conversation, as far as that can be told. */
const talkOf = ({ kind, id, client = '' }: Caller): string => `${kind} ${id ?? ''} ${client}`;

export function createSearchLog(
  dataSource: DataSource,
  { mode, days }: QueryLogSettings,
  { logger, onDropped }: { readonly logger: Logger; readonly onDropped?: (entries: number) => void },
): SearchLog {
  const tokens = createOpeningTokens();
  const recent = new LRUCache<string, Opening>({ max: mostRemembered, ttl: readWithinMs });
  let waiting: NewSearch[] = [];
  let openings: Opening[] = [];
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let tidiedAt = 0;

  function drop(entries: number): void {
    dropped += entries;
    onDropped?.(entries);
  }

  async function write(): Promise<void> {
    const [searches, opened] = [waiting, openings];
    [waiting, openings] = [[], []];
    try {
      if (searches.length > 0) await (mode === 'counts' ? countSearches : insertSearches)(dataSource, searches);
      if (opened.length > 0) await recordOpenings(dataSource, opened);
      if (Date.now() - tidiedAt > tidyEveryMs) {
        tidiedAt = Date.now();
        await countOldSearches(dataSource, days);
      }
    } catch (error) {
      drop(searches.length);
      logger.warn({ err: error, searches: searches.length }, 'what was searched for could not be logged');
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    while (writing !== undefined) await writing;
    if (waiting.length === 0 && openings.length === 0) return;
    writing = outsideOperations(write).finally(() => {
      writing = undefined;
    });
    await writing;
  }

  function schedule(): void {
    if (waiting.length >= flushAt && writing === undefined) void flush();
    timer ??= setTimeout(() => void flush(), flushAfterMs).unref();
  }

  function open(opening: Opening): void {
    const entry = waiting.findIndex(({ id }) => id === opening.id);
    const found = waiting[entry];
    if (found !== undefined) waiting[entry] = { ...found, openedRank: found.openedRank ?? opening.rank };
    else if (mode === 'full' && openings.length < mostWaiting) openings.push(opening);
    schedule();
  }

  return {
    record(answer, caller, asked = {}) {
      if (mode === 'off' || caller.isUntracked === true) return null;
      if (waiting.length >= mostWaiting) {
        drop(1);
        return null;
      }
      const entry = entryOf(answer, caller, asked);
      waiting.push(entry);
      for (const { chunkId, rank } of answer.hits)
        recent.set(`${talkOf(caller)} ${String(chunkId)}`, { id: entry.id, rank });
      schedule();
      return entry.id;
    },
    openingToken: (opening) => tokens.make(opening),
    opened(token) {
      const opening = mode === 'off' ? null : tokens.read(token);
      if (opening !== null) open(opening);
    },
    chunkRead(chunkId, caller) {
      const opening = recent.get(`${talkOf(caller)} ${String(chunkId)}`);
      if (opening !== undefined) open(opening);
    },
    dropped: () => dropped,
    flush,
    close: flush,
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
