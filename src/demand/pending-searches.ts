/** The queue of the query log: entries wait in memory and are written together; what does not fit is dropped and counted. */
import type { DataSource } from 'typeorm';
import type { QueryLogSettings } from '../config.js';
import type { Logger } from '../logger.js';
import { outsideOperations } from '../ongoing-operation.js';
import {
  countOldSearches,
  countSearches,
  insertSearches,
  recordOpenings,
  type NewSearch,
  type Opening,
} from '../store/writes/query-log.js';

const mostWaiting = 2_000;
const flushAt = 200;
const flushAfterMs = 5_000;
const tidyEveryMs = 3_600_000;

export interface PendingSearches {
  /** @returns whether there was room for it. */
  add(entry: NewSearch): boolean;
  /** Says of a search that a hit of it was opened. */
  open(opening: Opening): void;
  readonly dropped: () => number;
  readonly flush: () => Promise<void>;
}

export interface PendingSearchesParts {
  readonly dataSource: DataSource;
  readonly settings: QueryLogSettings;
  readonly logger: Logger;
  readonly onDropped?: (entries: number) => void;
}

export function createPendingSearches(parts: PendingSearchesParts): PendingSearches {
  const { dataSource, settings, logger } = parts;
  const { mode, days } = settings;
  let waiting: NewSearch[] = [];
  let openings: Opening[] = [];
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let tidiedAt = 0;

  function drop(entries: number): void {
    dropped += entries;
    parts.onDropped?.(entries);
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

  return {
    add(entry) {
      if (waiting.length >= mostWaiting) {
        drop(1);
        return false;
      }
      waiting.push(entry);
      schedule();
      return true;
    },
    open(opening) {
      const entry = waiting.findIndex(({ id }) => id === opening.id);
      const found = waiting[entry];
      if (found !== undefined) waiting[entry] = { ...found, openedRank: found.openedRank ?? opening.rank };
      else if (mode === 'full' && openings.length < mostWaiting) openings.push(opening);
      schedule();
    },
    dropped: () => dropped,
    flush,
  };
}
