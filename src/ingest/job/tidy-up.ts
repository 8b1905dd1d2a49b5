/** What a worker does after a job, and now and then: notes how coverage changed, removes old jobs and what was sent or stored for nothing. */
import { recordCoverage } from '../../store/writes/coverage-history.js';
import { removeOldJobs } from '../../store/writes/old-jobs.js';
import { deleteAllOrphans } from '../../store/writes/passages.js';
import { removeAbandonedUploads } from '../source/upload/abandoned-uploads.js';
import type { IngestParts } from './job-parts.js';

/** Never fails: what is left over is seen to the next time. Uploads come last, since those of old jobs go with them. */
export async function tidyUp({ dataSource, storeMode, history, sources, logger }: IngestParts): Promise<void> {
  try {
    await recordCoverage(dataSource);
    while ((await removeOldJobs(dataSource, history)) > 0);
    // Stored ahead of documents that were then not written.
    if (storeMode === 'embedded') await deleteAllOrphans(dataSource);
    await removeAbandonedUploads(dataSource, sources.dataDir);
  } catch (error) {
    logger.warn({ err: error }, 'what old and stopped jobs left could not be removed; it is tried again later');
  }
}
