/** What the screens of jobs ask. */
import { graphql, type ResultOf } from '../../api/graphql.js';

const jobFields = graphql(`
  fragment Job on IngestJob {
    id
    state
    source
    startedAt
    finishedAt
    acknowledgedAt
    progress
    filesDone
    filesTotal
    error
    warnings
    counts {
      new
      changed
      unchanged
      archived
      failed
      skipped
      chunks
      pagesWithoutText
    }
    ingestSource {
      id
    }
    retryOf {
      id
    }
  }
`);

export type Job = ResultOf<typeof jobFields>;

export const jobsQuery = graphql(
  `
    query Jobs($first: Int!, $offset: Int!) {
      ingestJobs(first: $first, offset: $offset) {
        totalCount
        nodes {
          ...Job
        }
      }
    }
  `,
  [jobFields],
);

export const jobQuery = graphql(
  `
    query Job($id: ID!) {
      ingestJob(id: $id) {
        ...Job
      }
    }
  `,
  [jobFields],
);

export const jobStream = graphql(
  `
    subscription JobProgress($id: ID!) {
      ingestJobProgress(id: $id) {
        ...Job
      }
    }
  `,
  [jobFields],
);

export const filesQuery = graphql(`
  query JobFiles($id: ID!, $outcome: FileOutcome, $after: String) {
    ingestJob(id: $id) {
      files(first: 50, outcome: $outcome, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          path
          outcome
          reason
          pagesWithoutText
        }
      }
    }
  }
`);

export const cancelMutation = graphql(`
  mutation CancelJob($id: ID!) {
    cancelIngestJob(input: { id: $id }) {
      job {
        id
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const retryMutation = graphql(`
  mutation RetryJob($id: ID!) {
    retryIngestJob(input: { id: $id }) {
      job {
        id
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const acknowledgeMutation = graphql(`
  mutation AcknowledgeJob($id: ID!, $isAcknowledged: Boolean!) {
    acknowledgeIngestJob(input: { id: $id, isAcknowledged: $isAcknowledged }) {
      job {
        id
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

/** It is not over yet. */
export const isOpen = ({ state }: Pick<Job, 'state'>): boolean => state === 'QUEUED' || state === 'RUNNING';

/** Something of it failed, or was not reached. */
export const hasFailed = (job: Pick<Job, 'state' | 'counts'>): boolean =>
  !isOpen(job) && (job.state !== 'SUCCEEDED' || job.counts.failed > 0);
