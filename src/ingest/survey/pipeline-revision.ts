/** Raised whenever reading or chunking gives other passages for the same bytes: the next run then reads every file again. */
export const pipelineRevision = 7;
