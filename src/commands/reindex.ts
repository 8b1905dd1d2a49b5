/** `mcdewey reindex`: builds the index of words, or the vectors, anew while the old ones answer, or goes back to those before. */
import { createApp } from '../app.js';
import { BadInputError, ConfigError } from '../errors.js';
import { reindex as rebuild, rollBack } from '../search/lexical/elasticsearch/reindex.js';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { reindexEmbeddings } from '../cli/reindex-embeddings.js';

export interface ReindexArguments {
  /** The vectors, not the index of words. */
  readonly embeddings: boolean;
  readonly rollback: boolean;
  readonly drop: boolean;
  readonly json: boolean;
}

export const reindex: Command<ReindexArguments> = async (context, { embeddings, rollback, drop, json }) => {
  if (drop && (rollback || !embeddings)) {
    throw new BadInputError(
      '--drop deletes vectors that were kept: use it with --embeddings, and not with --rollback.',
    );
  }
  if (embeddings) return reindexEmbeddings(context, { rollback, drop, json });
  const { config, logger, terminal, signal } = context;
  const app = await createApp(config, 'reindex', logger);
  try {
    const { elasticsearch, store } = app;
    if (elasticsearch === null) {
      throw new ConfigError(
        'Without Elasticsearch, words are indexed by Postgres itself, and there is nothing to build.',
      );
    }
    if (rollback) {
      const started = performance.now();
      const index = await rollBack(store.dataSource, elasticsearch);
      const ms = performance.now() - started;
      if (json) terminal.printJson({ index, ms });
      else terminal.print(`Searches go to ${index} again, after ${ms.toFixed(0)} ms.`);
      return exitCodes.done;
    }
    const report = await rebuild(store.dataSource, elasticsearch, {
      signal,
      onProgress: ({ passages }) => {
        terminal.progress({ done: passages, unit: 'passages' });
      },
    });
    if (json) terminal.printJson(report);
    else {
      const { index, previous, passages, seconds } = report;
      terminal.print(`Searches go to ${index} now: ${String(passages)} passages in ${seconds.toFixed(1)} s.`);
      if (previous !== null) terminal.print(`${previous} is kept; --rollback goes back to it.`);
    }
    return exitCodes.done;
  } finally {
    await app.close();
  }
};
