/**
 * Opens a source in a thread of its own: a manifest, an archive's directory or the pages of a site can be made to keep whoever
 * reads them busy, and that must not be the thread that answers requests.
 */
import { CancelledError, SourceTooLargeError } from '../../errors.js';
import { runApart, type ThreadLimits } from '../threads/run-apart.js';
import type { IngestRequest } from './ingest-request.js';
import type { SourceParts } from './open-source.js';
import type { SourcePlan } from './plan.js';

export interface OpenTask {
  readonly request: IngestRequest;
  readonly parts: SourceParts;
}

/** A tree of 50,000 files takes a few seconds. */
const usualLimits: ThreadLimits = { cpuSeconds: 120, memoryMb: 1_024 };

/**
 * As `openSource`.
 * @throws SourceTooLargeError when it takes more than the limits, CancelledError when the signal fires, and what `openSource` throws.
 */
export function openApart(
  request: IngestRequest,
  parts: SourceParts,
  signal?: AbortSignal,
  limits: ThreadLimits = usualLimits,
): Promise<SourcePlan> {
  const data: OpenTask = { request, parts };
  return runApart<SourcePlan>({
    worker: new URL('./open-worker.js', import.meta.url),
    data,
    limits,
    signal,
    cancelled: () => new CancelledError(`${request.location} was not read: the ingest was stopped.`),
    tooLarge: (excess, reason) =>
      new SourceTooLargeError(
        `${request.location} takes more than ${excess} to be looked through. Ingest it in parts: its folders one by one, or a smaller archive or manifest.`,
        { location: request.location, reason },
      ),
  });
}
