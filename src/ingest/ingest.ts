/** Runs one ingest job: every planned document is read, embedded where new, and written in a transaction of its own. */
import pLimit from 'p-limit';
import type { DataSource } from 'typeorm';
import type { Embedder, TokenCounter } from '../embedding/embedder.js';
import { CancelledError, DomainError, messageOf } from '../errors.js';
import type { Logger } from '../logger.js';
import type { JobCounts } from '../store/entities/job-state.js';
import { isConnectionLost } from '../store/connection-lost.js';
import { ensureVersion, type VersionRef } from '../store/writes/catalogue.js';
import { archiveMissing, republishDocument, storedDocuments, type StoredDocument } from '../store/writes/documents.js';
import { markInterrupted } from '../store/writes/jobs.js';
import { createEmbedOnce } from './embed-once.js';
import { openLedger, type FileProblem, type JobLedger } from './job-ledger.js';
import { prepareDocument } from './prepare-document.js';
import type { PlannedDocument, SourcePlan } from './source/plan.js';
import { createSourceFiles } from './source/source-files.js';
import { writeDocument } from './write/write-document.js';

/** Documents under way at once: enough to keep the embedder fed while others are read or written. */
const documentsAtOnce = 6;
/** A running job that was not heard of for this long is taken for dead. */
const silentForSeconds = 60;
/** New passages after which the vector index may want to adapt to what came in. */
const maintainEvery = 2_000;

export interface IngestParts {
  readonly dataSource: DataSource;
  readonly embedder: Embedder & TokenCounter;
  /** Row of the embedding model that vectors are stored under. */
  readonly modelId: number;
  /** Lets the vector index adapt to new vectors; cheap when there is nothing to do. */
  readonly maintainVectors: () => Promise<void>;
  readonly logger: Logger;
  /** Names this process in the job's row. */
  readonly owner: string;
}

export interface IngestProgress {
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly chunks: number;
  /** Path that was finished last. */
  readonly path: string;
}

export interface IngestOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: IngestProgress) => void;
}

export interface IngestReport {
  readonly jobId: string;
  readonly counts: JobCounts;
  /** Files that failed or were skipped, with the reason. */
  readonly problems: readonly FileProblem[];
  readonly seconds: number;
}

export interface Ingest {
  /**
   * @throws CancelledError when the signal fires: what was written stays, a later run goes on from there.
   * @throws EmbeddingUnavailableError, StoreUnavailableError when the job can't go on; the job says so too.
   */
  run(plan: SourcePlan, options?: IngestOptions): Promise<IngestReport>;
}

/** Errors that would meet every other document as well. */
function stopsTheJob(error: unknown): boolean {
  if (error instanceof DomainError) {
    return ['CANCELLED', 'EMBEDDING_UNAVAILABLE', 'STORE_UNAVAILABLE', 'MODEL_INVALID'].includes(error.code);
  }
  return isConnectionLost(error);
}

interface KnownVersion {
  readonly ref: VersionRef;
  /** By slug. */
  readonly stored: ReadonlyMap<string, StoredDocument>;
}

/** One run over one plan; its state is what the run has learnt so far. */
function createRun(parts: IngestParts, plan: SourcePlan, ledger: JobLedger, options: IngestOptions) {
  const { dataSource, embedder, logger } = parts;
  const { signal, onProgress } = options;
  const embedOnce = createEmbedOnce(embedder);
  const sourceFiles = createSourceFiles(plan.root);
  const versions = new Map<string, Promise<KnownVersion>>();
  const seen = new Set<string>();
  let maintainedAt = 0;
  let fatal: Error | undefined;

  async function loadVersion(document: PlannedDocument): Promise<KnownVersion> {
    return dataSource.transaction(async (manager) => {
      const ref = await ensureVersion(manager, document.vendor, document.product, document.version);
      const stored = await storedDocuments(manager, ref.versionId);
      return { ref, stored: new Map(stored.map((row) => [row.slug, row])) };
    });
  }

  function versionOf(document: PlannedDocument): Promise<KnownVersion> {
    const name = JSON.stringify([document.vendor.slug, document.product.slug, document.version.slug]);
    const known = versions.get(name) ?? loadVersion(document);
    versions.set(name, known);
    return known;
  }

  async function ingestDocument(document: PlannedDocument): Promise<void> {
    const { ref, stored } = await versionOf(document);
    const before = stored.get(document.slug);
    if (before !== undefined) seen.add(before.id);
    const preparation = await prepareDocument(document, ref, before, sourceFiles, {
      manager: dataSource.manager,
      tokens: embedder,
      embedOnce,
      ...(signal !== undefined && { signal }),
    });
    let documentId = before?.id ?? null;
    if (preparation.prepared !== undefined) {
      const written = await writeDocument(dataSource, parts.modelId, preparation.prepared);
      documentId = written.documentId;
      seen.add(documentId);
      ledger.counts.documents += 1;
      ledger.counts.passagesNew += written.passagesNew;
      ledger.counts.passagesShared += preparation.chunks - written.passagesNew;
    } else if (before?.state === 'ARCHIVED') {
      await republishDocument(dataSource.manager, before.id);
    }
    ledger.counts.chunks += preparation.chunks;
    for (const file of preparation.files) ledger.note({ ...file, documentId });
  }

  function noteFailure(document: PlannedDocument, error: unknown): void {
    logger.error({ err: error, document: document.slug }, 'a document could not be written');
    const reasonCode = error instanceof DomainError ? error.code : 'INTERNAL';
    const reason = error instanceof DomainError ? error.message : 'It could not be written; the log says more.';
    for (const file of document.files) {
      const path = `${document.product.slug}/${document.version.slug}/${file.path}`;
      ledger.note({ path, documentId: null, outcome: 'FAILED', reasonCode, reason });
    }
  }

  async function step(document: PlannedDocument): Promise<void> {
    if (fatal !== undefined) return;
    try {
      signal?.throwIfAborted();
      await ingestDocument(document);
    } catch (error) {
      if (signal?.aborted === true || stopsTheJob(error)) {
        fatal ??= error instanceof Error ? error : new Error(messageOf(error));
        return;
      }
      noteFailure(document, error);
    }
    ledger.filesDone += document.files.length;
    const { filesDone, filesTotal, counts } = ledger;
    onProgress?.({ filesDone, filesTotal, chunks: counts.chunks, path: document.files.at(-1)?.path ?? '' });
    if (counts.passagesNew - maintainedAt >= maintainEvery) {
      maintainedAt = counts.passagesNew;
      await parts.maintainVectors();
    }
    await ledger.report();
  }

  return {
    async ingestAll(): Promise<void> {
      const limit = pLimit(documentsAtOnce);
      await Promise.all(plan.documents.map((document) => limit(step, document)));
      if (fatal !== undefined) throw fatal;
    },
    async archiveRest(): Promise<void> {
      for (const { id, path } of await archiveMissing(dataSource.manager, plan.root, [...seen])) {
        const reason = 'The source no longer has it.';
        ledger.note({ path, documentId: id, outcome: 'ARCHIVED', reasonCode: null, reason });
      }
    },
  };
}

export function createIngest(parts: IngestParts): Ingest {
  const { dataSource } = parts;
  return {
    async run(plan, options = {}) {
      const started = performance.now();
      await markInterrupted(dataSource, silentForSeconds);
      const filesTotal = plan.documents.reduce((sum, document) => sum + document.files.length, 0);
      const ledger = await openLedger(dataSource, { source: plan.root, filesTotal, owner: parts.owner });
      for (const { path, code, reason } of plan.problems) {
        const outcome = code === 'FILE_UNSUPPORTED' ? ('SKIPPED' as const) : ('FAILED' as const);
        ledger.note({ path, documentId: null, outcome, reasonCode: code, reason });
      }
      const run = createRun(parts, plan, ledger, options);
      try {
        await run.ingestAll();
        await run.archiveRest();
        await parts.maintainVectors();
        await ledger.close('SUCCEEDED', null);
      } catch (error) {
        const stopped = options.signal?.aborted === true;
        const reported = stopped ? new CancelledError('The ingest was stopped; run it again to go on.') : error;
        await ledger.close(stopped ? 'CANCELLED' : 'FAILED', messageOf(reported)).catch(() => undefined);
        throw reported;
      }
      const { jobId, counts, problems } = ledger;
      return { jobId, counts, problems, seconds: (performance.now() - started) / 1_000 };
    },
  };
}
