/** Embeds a whole library with another model while searches go on with the old vectors, then swaps the two at one stroke. */
import type { DataSource, EntityManager } from 'typeorm';
import type { Embedder } from '../../embedding/embedder.js';
import { CancelledError, EmbeddingUnavailableError, ModelMismatchError } from '../../errors.js';
import type { Store } from '../../store/open-store.js';
import type { Queryable } from '../../store/queryable.js';
import { withSessionLock } from '../../store/session-lock.js';
import {
  activateModel,
  forgetModel,
  knownModels,
  lackOf,
  registerModel,
  type KnownModel,
} from '../../store/writes/embedding-models.js';
import { countUnembedded } from '../../store/writes/document-counts.js';
import { insertVectors } from '../../store/writes/vectors.js';
import { createVectorMaintenance } from './centre.js';
import { awaitBuildLock, dropSignIndex } from './sign-index.js';

/** Passages embedded at once; a run that is killed loses no more. */
const batch = 256;
/** Passages that may be embedded while nobody can write, so that a busy ingest can't put the swap off for ever. */
const fewEnough = 64;
/** Longest that writers wait for these. Milliseconds. */
const completeWithinMs = 8_000;
/** Rounds in which nothing was embedded though something lacks: it can't be read. */
const mostIdleRounds = 3;

export interface ReembedOptions {
  readonly signal: AbortSignal;
  /** `embedded` of `passages` have a vector of the new model. */
  readonly onProgress: (progress: { readonly embedded: number; readonly passages: number }) => void;
}

export interface ReembedReport {
  /** The model that the library's vectors are of now. */
  readonly model: string;
  readonly dimensions: number;
  /** The model before, whose vectors are kept; null if there is none. */
  readonly previous: string | null;
  readonly passages: number;
  /** Passages that this run embedded. */
  readonly embedded: number;
  readonly seconds: number;
  /** How long writers waited for the swap; 0 if the model was the library's already. */
  readonly swapMs: number;
}

type Parts = Pick<Store, 'dataSource' | 'mode'>;

interface Work {
  readonly dataSource: DataSource;
  readonly embedder: Pick<Embedder, 'model' | 'embedPassages'>;
  readonly modelId: number;
}

function lacking(
  db: Queryable,
  modelId: number,
  after: number,
  limit: number,
): Promise<{ id: number; text: string }[]> {
  return db.query(
    `SELECT p.id, p.search_text AS text FROM passage p
     WHERE p.id > $2 AND NOT EXISTS (SELECT FROM passage_vector v WHERE v.passage_id = p.id AND v.model_id = $1)
     ORDER BY p.id LIMIT $3`,
    [modelId, after, limit],
  );
}

async function embed(
  db: Queryable,
  { embedder, modelId }: Work,
  passages: readonly { id: number; text: string }[],
  signal: AbortSignal,
): Promise<void> {
  const vectors = await embedder.embedPassages(
    passages.map(({ text }) => text),
    signal,
  );
  const rows = passages.map(({ id }, at) => {
    const vector = vectors[at];
    if (vector?.length !== embedder.model.dimensions) {
      throw new EmbeddingUnavailableError(
        `${embedder.model.id} gave ${vector === undefined ? 'no vector' : `a vector of ${String(vector.length)} numbers`} ` +
          `for passage ${String(id)}, where ${String(embedder.model.dimensions)} were due.`,
        { passageId: id },
      );
    }
    return { passageId: id, vector };
  });
  await insertVectors(db, modelId, rows);
}

/** @returns how many passages it embedded; those that are written meanwhile may be among them or not. */
async function fill(work: Work, { signal, onProgress }: ReembedOptions): Promise<number> {
  const { dataSource, modelId } = work;
  const { passages, missing } = await lackOf(dataSource, modelId);
  const before = passages - missing;
  let embedded = 0;
  for (let after = 0; ;) {
    signal.throwIfAborted();
    onProgress({ embedded: before + embedded, passages: Math.max(passages, before + embedded) });
    const rows = await lacking(dataSource, modelId, after, batch);
    const last = rows.at(-1);
    if (last === undefined) return embedded;
    after = last.id;
    await embed(dataSource, work, rows, signal);
    embedded += rows.length;
  }
}

/** A model that answers everything alike would pass every count. */
async function refuseAlike({ dataSource, embedder, modelId }: Work): Promise<void> {
  const [sample] = await dataSource.query<{ vectors: number; distinct: number }[]>(
    `SELECT count(*)::int AS vectors, count(DISTINCT embedding::text)::int AS "distinct"
     FROM (SELECT embedding FROM passage_vector WHERE model_id = $1 LIMIT 100) AS sample`,
    [modelId],
  );
  if (sample !== undefined && sample.vectors > 1 && sample.distinct === 1) {
    throw new EmbeddingUnavailableError(
      `${embedder.model.id} gave the same vector for ${String(sample.vectors)} different passages; it is not used.`,
    );
  }
}

/** What came in since the last round, embedded while nobody can write. */
async function completeLast(manager: EntityManager, work: Work, signal: AbortSignal): Promise<boolean> {
  const rows = await lacking(manager, work.modelId, 0, fewEnough + 1);
  if (rows.length > fewEnough) return false;
  if (rows.length > 0) {
    await embed(manager, work, rows, AbortSignal.any([signal, AbortSignal.timeout(completeWithinMs)]));
  }
  return (await lackOf(manager, work.modelId)).missing === 0;
}

/** Rounds of embedding what lacks, until the models can be swapped. */
async function fillAndSwap(parts: Parts, work: Work, options: ReembedOptions) {
  const { dataSource, modelId } = work;
  let embedded = 0;
  let idleRounds = 0;
  for (;;) {
    const now = await fill(work, options);
    embedded += now;
    idleRounds = now === 0 ? idleRounds + 1 : 0;
    await refuseAlike(work);
    await createVectorMaintenance(parts, modelId).finish(options.signal);
    options.signal.throwIfAborted();
    const started = performance.now();
    if (await activateModel(dataSource, modelId, (manager) => completeLast(manager, work, options.signal))) {
      return { embedded, swapMs: performance.now() - started };
    }
    if (idleRounds >= mostIdleRounds) {
      const { passages, missing } = await lackOf(dataSource, modelId);
      throw new EmbeddingUnavailableError(
        `${String(missing)} of ${String(passages)} passages have no vector of ${work.embedder.model.id} and could not be ` +
          'read; the vectors before go on answering.',
        { passages, missing },
      );
    }
  }
}

/** Gives up vectors, and the graph over them, of models that are not the library's own. */
async function forget({ dataSource, mode }: Parts, models: readonly KnownModel[]): Promise<void> {
  for (const { id } of models) {
    if (mode === 'server') await awaitBuildLock(dataSource, (runner) => dropSignIndex(runner, id));
    await forgetModel(dataSource, id);
  }
  // A server does that by itself.
  if (mode === 'embedded' && models.length > 0) await dataSource.query('VACUUM (ANALYZE) passage_vector');
}

/**
 * Goes on where an earlier run of the same model ended; an unfinished one of another model is given up. If the model is
 * the library's own, embeds what lacks of it.
 * @throws EmbeddingUnavailableError, CancelledError: the old vectors go on answering, what was embedded is kept for the
 * next run. DataInUseError when another run is at it.
 */
export async function reembed(
  parts: Parts,
  embedder: Work['embedder'],
  options: ReembedOptions,
): Promise<ReembedReport> {
  const { dataSource } = parts;
  const started = performance.now();
  try {
    return await withSessionLock(dataSource, 're-embedding', async () => {
      const modelId = await registerModel(dataSource, embedder.model);
      const before = await knownModels(dataSource);
      const active = before.find(({ state }) => state === 'ACTIVE');
      await forget(
        parts,
        before.filter(({ id, state }) => state === 'FILLING' && id !== modelId),
      );
      const { embedded, swapMs } = await fillAndSwap(parts, { dataSource, embedder, modelId }, options);
      await countUnembedded(dataSource);
      if (active?.id !== modelId) {
        await forget(
          parts,
          before.filter(({ id, state }) => state === 'PREVIOUS' && id !== modelId),
        );
      }
      const kept = (await knownModels(dataSource)).find(({ state }) => state === 'PREVIOUS');
      const { passages } = await lackOf(dataSource, modelId);
      return {
        model: embedder.model.id,
        dimensions: embedder.model.dimensions,
        previous: kept?.name ?? null,
        passages,
        embedded,
        seconds: (performance.now() - started) / 1_000,
        swapMs: active?.id === modelId ? 0 : swapMs,
      };
    });
  } catch (error) {
    if (!options.signal.aborted) throw error;
    throw new CancelledError('The re-embedding was stopped; run it again to go on.', {}, { cause: error });
  }
}

export interface RolledBack {
  /** The model that the library's vectors are of now. */
  readonly model: string;
  /** Passages written since the swap: without a vector of it, they are found by words only. */
  readonly missing: number;
  readonly ms: number;
}

/**
 * Goes back to the vectors before, at once; nothing is embedded.
 * @throws ModelMismatchError when none are kept.
 */
export async function rollBackModel(dataSource: DataSource): Promise<RolledBack> {
  const started = performance.now();
  const previous = (await knownModels(dataSource)).find(({ state }) => state === 'PREVIOUS');
  if (previous === undefined) {
    throw new ModelMismatchError(
      'There are no earlier vectors to go back to; only the last ones are kept, until --drop.',
    );
  }
  await activateModel(dataSource, previous.id, () => Promise.resolve(true));
  const ms = performance.now() - started;
  await countUnembedded(dataSource);
  return { model: previous.name, missing: (await lackOf(dataSource, previous.id)).missing, ms };
}

/** Gives up the vectors of all models but the library's own: kept ones and those of unfinished runs. */
export async function dropSpareVectors(parts: Parts): Promise<string[]> {
  return withSessionLock(parts.dataSource, 're-embedding', async () => {
    const spare = (await knownModels(parts.dataSource)).filter(({ state }) => state !== 'ACTIVE');
    await forget(parts, spare);
    return spare.map(({ name }) => name);
  });
}
