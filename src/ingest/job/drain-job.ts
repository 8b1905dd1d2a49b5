/** The second part of a job: works through its documents, a few at once, until there are none left to lease. */
import { DomainError, INTERNAL_ERROR } from '../../errors.js';
import { isConnectionLost } from '../../store/connection-lost.js';
import { claimDocuments, releaseLease, type LeasedDocument } from '../../store/writes/job-documents.js';
import { bookFailure, doWork, LeaseLostError, type WorkContext } from './ingest-document.js';
import { documentsAtOnce, leaseSeconds, maintainEvery, type IngestParts } from './job-parts.js';

/** Errors that would meet every other document as well. */
function stopsTheJob(error: unknown): boolean {
  if (error instanceof DomainError) {
    return ['CANCELLED', 'EMBEDDING_UNAVAILABLE', 'STORE_UNAVAILABLE', 'MODEL_INVALID', 'MODEL_MISMATCH'].includes(
      error.code,
    );
  }
  return isConnectionLost(error);
}

export interface DrainOptions extends WorkContext {
  /** Ids of the items under way, kept up to date with what aborts each of them. */
  readonly underway: Map<number, AbortController>;
  readonly onDone: (key: string) => void;
}

/** @throws what stops the whole job, after everything that was under way has ended. */
export async function drainJob(parts: IngestParts, options: DrainOptions): Promise<void> {
  const { dataSource, logger, owner } = parts;
  const { signal, underway, onDone, ...context } = options;
  const { jobId } = context;
  const running = new Set<Promise<void>>();
  let leased: LeasedDocument[] = [];
  /** The first stops the job; others follow from it. */
  const fatal: unknown[] = [];
  let passagesSinceMaintenance = 0;

  async function attempt(item: LeasedDocument, ended: AbortSignal): Promise<void> {
    try {
      const { passagesNew } = await doWork(parts, item, { ...context, signal: ended });
      passagesSinceMaintenance += passagesNew;
      onDone(item.key);
    } catch (error) {
      if (error instanceof LeaseLostError || (ended.aborted && !signal.aborted)) {
        logger.info({ document: item.key }, 'another worker took a document over');
        // If nobody did after all, it must not stay with a worker that no longer works on it.
        await releaseLease(dataSource, item.id, owner);
        return;
      }
      if (signal.aborted || stopsTheJob(error)) throw error;
      logger.error({ err: error, document: item.key }, 'a document could not be written');
      const failure =
        error instanceof DomainError
          ? { code: error.code, reason: error.message }
          : { code: INTERNAL_ERROR, reason: 'It could not be written; the log says more.' };
      await bookFailure(parts, jobId, item, failure);
      onDone(item.key);
    }
  }

  function begin(item: LeasedDocument): void {
    const lease = new AbortController();
    underway.set(item.id, lease);
    const work = attempt(item, AbortSignal.any([signal, lease.signal]))
      .catch((error: unknown) => {
        fatal.push(error);
      })
      .finally(() => {
        underway.delete(item.id);
        running.delete(work);
      });
    running.add(work);
  }

  const isOver = (): boolean => fatal.length > 0 || signal.aborted;
  for (;;) {
    while (!isOver() && running.size < documentsAtOnce) {
      if (leased.length === 0) {
        leased = await claimDocuments(dataSource, jobId, owner, { limit: documentsAtOnce, leaseSeconds });
      }
      const next = leased.shift();
      if (next === undefined) break;
      begin(next);
    }
    if (running.size === 0) break;
    await Promise.race(running);
    if (passagesSinceMaintenance >= maintainEvery) {
      passagesSinceMaintenance = 0;
      await parts.maintainVectors();
    }
  }
  if (fatal.length > 0) throw fatal[0];
  signal.throwIfAborted();
}
