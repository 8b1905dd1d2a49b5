/** Chooses the keyword search inside Postgres by what the server offers. */
import type { DataSource } from 'typeorm';
import { isConnectionLost } from '../../store/connection-lost.js';
import type { Logger } from '../../logger.js';
import type { ScopedStore } from '../scope-members.js';
import { createBm25Ranking } from './bm25-ranking.js';
import { createFullTextRanking } from './full-text-ranking.js';
import type { LexicalIndex } from './lexical-index.js';
import { createPostgresLexical } from './postgres-lexical.js';
import type { WordRanking } from './word-ranking.js';

/** Prepares the ranking of pg_textsearch where that extension is installed and may be used. */
async function prepareBm25(dataSource: DataSource, logger: Logger): Promise<WordRanking | null> {
  const offered: unknown[] = await dataSource.query(`SELECT FROM pg_available_extensions WHERE name = 'pg_textsearch'`);
  if (offered.length === 0) return null;
  const ranking = createBm25Ranking(dataSource);
  try {
    await ranking.prepare();
    return ranking;
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    logger.warn({ err: error }, 'pg_textsearch is installed but not usable; words are ranked by the full-text index');
    return null;
  }
}

/** An index that is ready to be asked. */
export async function createPostgresLexicalIndex(store: ScopedStore, logger: Logger): Promise<LexicalIndex> {
  const { dataSource } = store;
  const bm25 = await prepareBm25(dataSource, logger);
  if (bm25 !== null) return createPostgresLexical(store, bm25);
  const fullText = createFullTextRanking(dataSource);
  await fullText.prepare();
  return createPostgresLexical(store, fullText);
}
