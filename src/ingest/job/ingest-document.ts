/** Does one work item: ingests a document, or archives it, and books the outcome in the same transaction. */
import type { ReasonCode } from '../../errors.js';
import type { EntityManager } from 'typeorm';
import { archiveDocument, confirmDocument } from '../../store/writes/documents.js';
import { structureRevision } from '../../store/queries/placements.js';
import { completeDocument, type DocumentResult, type LeasedDocument } from '../../store/writes/job-documents.js';
import type { EmbedOnce } from '../prepare/embed-once.js';
import { prepareDocument } from '../prepare/prepare-document.js';
import type { SourceFiles } from '../files/source-files.js';
import type { VocabularyWriter } from '../write/vocabulary.js';
import { PlaceTakenError, writeDocument } from '../write/write-document.js';
import type { IngestParts } from './job-parts.js';
import { holdPlace, placeDocument } from './place-document.js';
import type { WorkOrder } from './work-order.js';

/** Another worker has the document now, or the job is over: what was done here is undone. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

export interface WorkContext {
  readonly jobId: string;
  readonly embedOnce: EmbedOnce;
  readonly vocabulary: VocabularyWriter;
  /** The files of a work item's source. */
  readonly filesOf: (order: WorkOrder) => SourceFiles;
  readonly signal: AbortSignal;
}

export type WorkDone = Pick<DocumentResult, 'chunks' | 'passagesNew'>;

const nothing: WorkDone = { chunks: 0, passagesNew: 0 };

/** @throws LeaseLostError, and whatever reading, embedding or writing fails with. */
export async function doWork(parts: IngestParts, item: LeasedDocument, context: WorkContext): Promise<WorkDone> {
  const { dataSource, owner } = parts;
  const book = async (manager: EntityManager, result: DocumentResult): Promise<void> => {
    const isBooked = await completeDocument(manager, { id: item.id, jobId: context.jobId }, owner, result);
    if (!isBooked) throw new LeaseLostError(`the lease of ${item.key} was lost`);
  };
  if (item.action === 'ARCHIVE') {
    await dataSource.transaction(async (manager) => {
      if (item.documentId !== null) await archiveDocument(manager, item.documentId);
      const reason = 'The source no longer has it.';
      const files = [{ path: item.key, outcome: 'ARCHIVED' as const, reasonCode: null, reason }];
      await book(manager, { documentId: item.documentId, written: false, ...nothing, files });
    });
    return nothing;
  }

  const ingest = { order: item.plan as WorkOrder, context, book };
  for (;;) {
    const structure = await structureRevision(dataSource.manager);
    try {
      return await ingestDocument(parts, ingest);
    } catch (error) {
      if (error instanceof PlaceTakenError) continue;
      if (error instanceof LeaseLostError || context.signal.aborted) throw error;
      // What was moved meanwhile is read anew for its new place, whatever it failed with in the old one.
      if ((await structureRevision(dataSource.manager)) === structure) throw error;
    }
  }
}

interface DocumentIngest {
  readonly order: WorkOrder;
  readonly context: WorkContext;
  readonly book: (manager: EntityManager, result: DocumentResult) => Promise<void>;
}

/** @throws PlaceTakenError, PlaceChangedError; nothing is written then. */
async function ingestDocument(parts: IngestParts, { order, context, book }: DocumentIngest): Promise<WorkDone> {
  const { dataSource } = parts;
  const { document, root } = order;
  const place = await dataSource.transaction((manager) => placeDocument(manager, document));
  const { prepared, files, chunks } = await prepareDocument(document, place, context.filesOf(order), {
    manager: dataSource.manager,
    modelId: parts.modelId,
    embedOnce: context.embedOnce,
    readPool: parts.readPool,
    signal: context.signal,
  });
  context.signal.throwIfAborted();
  if (prepared === undefined) {
    const { stored } = place;
    await dataSource.transaction(async (manager) => {
      if (stored !== undefined) await confirmDocument(manager, stored.id, root);
      await book(manager, { documentId: stored?.id ?? null, written: false, ...nothing, files });
    });
    return nothing;
  }
  const { passagesNew } = await writeDocument(
    { ...parts, vocabulary: context.vocabulary, begin: (manager) => holdPlace(manager, place) },
    prepared,
    (manager, written) => book(manager, { ...written, written: true, chunks, files }),
  );
  parts.onWritten?.(chunks);
  return { chunks, passagesNew };
}

/** Books that the document could not be ingested, for all of its files. */
export async function bookFailure(
  parts: IngestParts,
  jobId: string,
  item: LeasedDocument,
  failure: { readonly code: ReasonCode; readonly reason: string },
): Promise<void> {
  const document = item.action === 'INGEST' ? (item.plan as WorkOrder).document : undefined;
  const prefix = document === undefined ? '' : `${document.product.slug}/${document.version.slug}/`;
  const paths = document?.files.map(({ path }) => prefix + path) ?? [item.key];
  await parts.dataSource.transaction((manager) =>
    completeDocument(manager, { id: item.id, jobId }, parts.owner, {
      documentId: null,
      written: false,
      ...nothing,
      files: paths.map((path) => ({
        path,
        outcome: 'FAILED' as const,
        reasonCode: failure.code,
        reason: failure.reason,
      })),
    }),
  );
}
