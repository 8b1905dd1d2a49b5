/** `mcdewey reindex --embeddings`: embeds the library with the configured model while the old vectors answer. */
import { createEmbedder } from '../embedding/create-embedder.js';
import { DataInUseError } from '../errors.js';
import { dropSpareVectors, reembed, rollBackModel } from '../search/vector/re-embed.js';
import { openStore, type Store } from '../store/open-store.js';
import type { CommandContext } from './command.js';
import { exitCodes } from './exit-codes.js';

export interface ReindexEmbeddingsArguments {
  readonly rollback: boolean;
  /** Gives up the vectors that were kept. */
  readonly drop: boolean;
  readonly json: boolean;
}

/** The embedded library has one owner, and this run needs it: a service can't embed with two models at once. */
async function openAlone({ config, logger }: CommandContext): Promise<Store> {
  try {
    return await openStore(config, 'reindex', logger);
  } catch (error) {
    if (!(error instanceof DataInUseError)) throw error;
    const { url } = error.details;
    throw new DataInUseError(
      `${error.message} An embedded library is embedded anew while no other process has it open` +
        `${typeof url === 'string' ? `: stop the service at ${url}, run this, and start it with the new model` : ''}. ` +
        'On a server (DATABASE_URL) services go on meanwhile.',
      error.details,
      { cause: error },
    );
  }
}

async function roll({ terminal }: CommandContext, store: Store, json: boolean): Promise<void> {
  const report = await rollBackModel(store.dataSource);
  if (json) {
    terminal.printJson(report);
    return;
  }
  const { model, missing, ms } = report;
  terminal.print(`The library's vectors are of ${model} again, after ${ms.toFixed(0)} ms. Restart with that model.`);
  if (missing === 0) return;
  terminal.print(
    `${String(missing)} passages were written since and are found by words only; \`mcdewey reindex --embeddings\` ` +
      `with ${model} configured embeds them.`,
  );
}

async function drop({ terminal }: CommandContext, store: Store, json: boolean): Promise<void> {
  const models = await dropSpareVectors(store);
  if (json) terminal.printJson({ models });
  else terminal.print(models.length === 0 ? 'No vectors were kept.' : `Deleted the vectors of ${models.join(', ')}.`);
}

async function build({ config, logger, terminal, signal }: CommandContext, store: Store, json: boolean): Promise<void> {
  const embedder = await createEmbedder(config.embedding, logger);
  try {
    const started = performance.now();
    let atStart: number | undefined;
    const report = await reembed(store, embedder, {
      signal,
      onProgress: ({ embedded, passages }) => {
        atStart ??= embedded;
        const rate = (embedded - atStart) / ((performance.now() - started) / 1_000);
        const facts = { 'passages/s': Math.round(rate) };
        terminal.progress({ done: embedded, total: passages, unit: 'passages', facts });
      },
    });
    if (json) {
      terminal.printJson(report);
      return;
    }
    const { model, passages, embedded, previous, seconds } = report;
    terminal.print(
      `The library's vectors are of ${model} now: ${String(passages)} passages, ${String(embedded)} of them embedded ` +
        `in ${seconds.toFixed(1)} s. Start services and workers with that model.`,
    );
    if (previous !== null) {
      terminal.print(`Those of ${previous} are kept; --rollback goes back to them, --drop gives them up.`);
    }
  } finally {
    await embedder.close();
  }
}

export async function reindexEmbeddings(context: CommandContext, given: ReindexEmbeddingsArguments): Promise<number> {
  const store = await openAlone(context);
  try {
    const act = given.rollback ? roll : given.drop ? drop : build;
    await act(context, store, given.json);
    return exitCodes.done;
  } finally {
    await store.close();
  }
}
