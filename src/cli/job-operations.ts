/** GraphQL operations of the commands that start, follow and list jobs, and what they answer. */
import { randomUUID } from 'node:crypto';
import { everyPage } from '../every-page.js';
import type { Execute } from '../executor.js';
import type { IngestRequest } from '../ingest/source/ingest-request.js';
import { made } from './made.js';
import { graphql, operation, type AnswerOf, type DataOf, type EnumOf, type VariablesOf } from '../typed-operation.js';

const jobFields = graphql(`
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
`);

const startOperation = operation(
  graphql(
    `
      mutation CommandStartIngest($input: StartIngestInput!) {
        of: startIngest(input: $input) {
          job {
            ...JobFields
          }
        }
      }
    `,
    [jobFields],
  ),
);
const previewOperation = operation(
  graphql(`
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
  `),
);
const restoreOperation = operation(
  graphql(`
    mutation CommandRestoreArchived($id: ID!, $documents: [String!]) {
      archived: restoreArchived(input: { sourceId: $id, documents: $documents }) {
        restored
      }
    }
  `),
);
const againOperation = operation(
  graphql(
    `
      mutation CommandStartIngestAgain($id: ID!, $allowArchive: Boolean) {
        of: startIngestAgain(input: { sourceId: $id, allowArchive: $allowArchive }) {
          job {
            ...JobFields
          }
        }
      }
    `,
    [jobFields],
  ),
);
const cancelOperation = operation(
  graphql(
    `
      mutation CommandCancelJob($id: ID!) {
        of: cancelIngestJob(input: { id: $id }) {
          job {
            ...JobFields
          }
        }
      }
    `,
    [jobFields],
  ),
);
const retryOperation = operation(
  graphql(
    `
      mutation CommandRetryJob($id: ID!) {
        of: retryIngestJob(input: { id: $id }) {
          job {
            ...JobFields
          }
        }
      }
    `,
    [jobFields],
  ),
);
const jobOperation = operation(
  graphql(
    `
      query CommandJob($id: ID!) {
        job: ingestJob(id: $id) {
          ...JobFields
        }
      }
    `,
    [jobFields],
  ),
);
const jobsOperation = operation(
  graphql(
    `
      query CommandJobs($first: Int) {
        jobs: ingestJobs(first: $first) {
          nodes {
            ...JobFields
          }
        }
      }
    `,
    [jobFields],
  ),
);
const sourcesOperation = operation(
  graphql(
    `
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
    [jobFields],
  ),
);
const filesOperation = operation(
  graphql(`
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
  `),
);

export type JobData = DataOf<typeof jobFields>;
type PreviewPage = AnswerOf<typeof previewOperation>['of']['preview'];
export type PreviewData = Omit<NonNullable<PreviewPage>, 'files'> & {
  readonly files: NonNullable<PreviewPage>['files']['nodes'];
};

const noFiles = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };

/** A request as the API takes it. */
function inputOf({
  kind,
  location,
  options,
  allowArchive,
}: IngestRequest): VariablesOf<typeof startOperation>['input'] {
  const { kind: documentKind, ...named } = options;
  return { kind, location, documentKind, ...named, ...(allowArchive !== undefined && { allowArchive }) };
}

const jobOf = ({ of }: { readonly of: { readonly job: JobData | null } }): JobData => made(of.job);

/** The operations over one library, wherever it is. */
export function jobOperations(execute: Execute) {
  return {
    start: async (request: IngestRequest) => jobOf(await execute(startOperation, { input: inputOf(request) })),
    preview: async (request: IngestRequest, signal: AbortSignal): Promise<PreviewData> => {
      // The key makes further pages those of the same preview.
      const input = { ...inputOf(request), idempotencyKey: randomUUID() };
      const read = async (after: string | null) =>
        made((await execute(previewOperation, { input, after }, { signal })).of.preview);
      const preview = await read(null);
      return { ...preview, files: await everyPage(async (after) => (await read(after)).files, preview.files) };
    },
    startAgain: async (sourceId: string, allowArchive: boolean) =>
      jobOf(await execute(againOperation, { id: sourceId, allowArchive })),
    restoreArchived: async (sourceId: string, documents: readonly string[] | null) =>
      made((await execute(restoreOperation, { id: sourceId, documents })).archived.restored),
    cancel: async (id: string) => jobOf(await execute(cancelOperation, { id })),
    retry: async (id: string) => jobOf(await execute(retryOperation, { id })),
    /** Null if there is no such job. */
    job: async (id: string) => (await execute(jobOperation, { id })).job,
    jobs: async (first: number) => (await execute(jobsOperation, { first })).jobs.nodes,
    sources: () => everyPage(async (after) => (await execute(sourcesOperation, { after })).sources),
    /** All files of a job that have an outcome of their own, by path; unchanged ones are only counted. */
    files: (id: string, outcome: EnumOf<'FileOutcome'> | null = null) =>
      everyPage(async (after) => (await execute(filesOperation, { id, after, outcome })).job?.files ?? noFiles),
  };
}

export type JobOperations = ReturnType<typeof jobOperations>;
