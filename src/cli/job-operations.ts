/** GraphQL operations of the commands that start, follow and list jobs, and what they answer. */
import { randomUUID } from 'node:crypto';
import { everyPage, type ReadPage } from '../every-page.js';
import type { Execute, Operation } from '../executor.js';
import type { IngestRequest } from '../ingest/source/ingest-request.js';
import type { FileProblem } from '../store/queries/jobs.js';
import type { FileOutcome, JobCounts } from '../store/entities/job-state.js';

export interface JobData {
  readonly id: string;
  readonly state: string;
  readonly source: string;
  readonly startedAt: string;
  readonly heartbeatAt: string;
  readonly finishedAt: string | null;
  readonly error: string | null;
  readonly errorCode: string | null;
  readonly warnings: readonly string[];
  readonly filesTotal: number;
  readonly filesDone: number;
  readonly counts: JobCounts;
}

const jobFields = /* GraphQL */ `
  fragment JobFields on IngestJob {
    id
    state
    source
    startedAt
    heartbeatAt
    finishedAt
    error
    errorCode
    warnings
    filesTotal
    filesDone
    counts {
      new
      changed
      unchanged
      archived
      failed
      skipped
      documents
      passagesNew
      passagesShared
      chunks
      pagesWithoutText
    }
  }
`;

function operation(name: string, source: string): Operation {
  return { name, source: source + jobFields };
}

const startOperation = operation(
  'CommandStartIngest',
  /* GraphQL */ `
    mutation CommandStartIngest($input: StartIngestInput!) {
      of: startIngest(input: $input) {
        job {
          ...JobFields
        }
      }
    }
  `,
);
const previewOperation: Operation = {
  name: 'CommandPreviewIngest',
  source: /* GraphQL */ `
    mutation CommandPreviewIngest($input: StartIngestInput!, $after: String) {
      of: previewIngest(input: $input) {
        preview {
          location
          files(first: 100, after: $after) {
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              path
              outcome
              reasonCode
              reason
            }
          }
          warnings
          needsAllowArchive
        }
      }
    }
  `,
};
const restoreOperation: Operation = {
  name: 'CommandRestoreArchived',
  source: /* GraphQL */ `
    mutation CommandRestoreArchived($id: ID!, $documents: [String!]) {
      archived: restoreArchived(input: { sourceId: $id, documents: $documents }) {
        restored
      }
    }
  `,
};
const againOperation = operation(
  'CommandStartIngestAgain',
  /* GraphQL */ `
    mutation CommandStartIngestAgain($id: ID!, $allowArchive: Boolean) {
      of: startIngestAgain(input: { sourceId: $id, allowArchive: $allowArchive }) {
        job {
          ...JobFields
        }
      }
    }
  `,
);
const cancelOperation = operation(
  'CommandCancelJob',
  /* GraphQL */ `
    mutation CommandCancelJob($id: ID!) {
      of: cancelIngestJob(input: { id: $id }) {
        job {
          ...JobFields
        }
      }
    }
  `,
);
const retryOperation = operation(
  'CommandRetryJob',
  /* GraphQL */ `
    mutation CommandRetryJob($id: ID!) {
      of: retryIngestJob(input: { id: $id }) {
        job {
          ...JobFields
        }
      }
    }
  `,
);
const jobOperation = operation(
  'CommandJob',
  /* GraphQL */ `
    query CommandJob($id: ID!) {
      job: ingestJob(id: $id) {
        ...JobFields
      }
    }
  `,
);
const jobsOperation = operation(
  'CommandJobs',
  /* GraphQL */ `
    query CommandJobs($first: Int) {
      jobs: ingestJobs(first: $first) {
        nodes {
          ...JobFields
        }
      }
    }
  `,
);
const sourcesOperation = operation(
  'CommandSources',
  /* GraphQL */ `
    query CommandSources($after: String) {
      sources: ingestSources(first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          kind
          location
          lastJob {
            ...JobFields
          }
        }
      }
    }
  `,
);
const filesOperation: Operation = {
  name: 'CommandJobFiles',
  source: /* GraphQL */ `
    query CommandJobFiles($id: ID!, $after: String, $outcome: FileOutcome) {
      job: ingestJob(id: $id) {
        files(first: 100, after: $after, outcome: $outcome) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            path
            outcome
            code: reasonCode
            reason
          }
        }
      }
    }
  `,
};

export interface PreviewData {
  readonly location: string;
  readonly files: readonly {
    readonly path: string;
    readonly outcome: FileOutcome;
    readonly reasonCode: string | null;
    readonly reason: string | null;
  }[];
  readonly warnings: readonly string[];
  readonly needsAllowArchive: boolean;
}

type PreviewPage = Omit<PreviewData, 'files'> & { readonly files: ReadPage<PreviewData['files'][number]> };

export interface SourceData {
  readonly id: string;
  readonly kind: string;
  readonly location: string;
  readonly lastJob: JobData | null;
}

/** A request as the API takes it. */
function inputOf({ kind, location, options, allowArchive }: IngestRequest): Readonly<Record<string, unknown>> {
  const { kind: documentKind, ...named } = options;
  return { kind, location, documentKind, ...named, ...(allowArchive !== undefined && { allowArchive }) };
}

/** The operations over one library, wherever it is. */
export function jobOperations(execute: Execute) {
  const one = async (wanted: Operation, variables: Record<string, unknown>): Promise<JobData> =>
    (await execute<{ of: { job: JobData } }>(wanted, variables)).of.job;
  return {
    start: (request: IngestRequest) => one(startOperation, { input: inputOf(request) }),
    preview: async (request: IngestRequest, signal: AbortSignal): Promise<PreviewData> => {
      // The key makes further pages those of the same preview.
      const input = { ...inputOf(request), idempotencyKey: randomUUID() };
      const read = async (after: string | null): Promise<PreviewPage> =>
        (await execute<{ of: { preview: PreviewPage } }>(previewOperation, { input, after }, { signal })).of.preview;
      const preview = await read(null);
      return { ...preview, files: await everyPage(async (after) => (await read(after)).files, preview.files) };
    },
    startAgain: (sourceId: string, allowArchive: boolean) => one(againOperation, { id: sourceId, allowArchive }),
    restoreArchived: async (sourceId: string, documents: readonly string[] | null): Promise<number> =>
      (await execute<{ archived: { restored: number } }>(restoreOperation, { id: sourceId, documents })).archived
        .restored,
    cancel: (id: string) => one(cancelOperation, { id }),
    retry: (id: string) => one(retryOperation, { id }),
    /** Null if there is no such job. */
    job: async (id: string): Promise<JobData | null> =>
      (await execute<{ job: JobData | null }>(jobOperation, { id })).job,
    jobs: async (first: number): Promise<readonly JobData[]> =>
      (await execute<{ jobs: { nodes: readonly JobData[] } }>(jobsOperation, { first })).jobs.nodes,
    sources: (): Promise<SourceData[]> =>
      everyPage(
        async (after) => (await execute<{ sources: ReadPage<SourceData> }>(sourcesOperation, { after })).sources,
      ),
    /** All files of a job that have an outcome of their own, by path; unchanged ones are only counted. */
    files: (id: string, outcome: string | null = null): Promise<FileProblem[]> =>
      everyPage(
        async (after) =>
          (await execute<{ job: { files: ReadPage<FileProblem> } }>(filesOperation, { id, after, outcome })).job.files,
      ),
  };
}

export type JobOperations = ReturnType<typeof jobOperations>;
