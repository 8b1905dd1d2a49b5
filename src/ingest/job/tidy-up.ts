/** What a worker does after a job, and now and then: removes old jobs and what was sent for nothing. */
import { removeOldJobs } from '../../store/writes/old-jobs.js';
import { removeAbandonedUploads } from '../source/abandoned-uploads.js';
import type { IngestParts } from './job-parts.js';

/** Never fails: what is left over is seen to the next time. Uploads come last, since those of old jobs go with them. */
export async function tidyUp({ dataSource, history, sources, logger }: IngestParts): Promise<void> {
  try {
    while ((await removeOldJobs(dataSource, history)) > 0);
    await removeAbandonedUploads(dataSource, sources.dataDir);
  } catch (error) {
    logger.warn({ err: error }, 'old jobs and uploads could not be removed; it is tried again later');
  }
}
