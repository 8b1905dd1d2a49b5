/** GraphQL operations of the commands that start, follow and list jobs, and what they answer. */
import type { Execute } from '../executor.js';
import type { IngestRequest } from '../ingest/source/ingest-request.js';
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
        job: startIngest(input: $input) {
          ...JobFields
        }
      }
    `,
    [jobFields],
  ),
);
const previewOperation = operation(
  graphql(`
    mutation CommandPreviewIngest($input: StartIngestInput!) {
      preview: previewIngest(input: $input) {
        location
        files {
          path
          outcome
          reasonCode
          reason
        }
        warnings
        needsAllowArchive
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
        job: startIngestAgain(input: { sourceId: $id, allowArchive: $allowArchive }) {
          ...JobFields
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
        job: cancelIngestJob(input: { id: $id }) {
          ...JobFields
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
        job: retryIngestJob(input: { id: $id }) {
          ...JobFields
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
export type PreviewData = AnswerOf<typeof previewOperation>['preview'];

const noFiles = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] };

interface Page<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Node[];
}

async function everyPage<Node>(read: (after: string | null) => Promise<Page<Node>>): Promise<Node[]> {
  const all: Node[] = [];
  let after: string | null = null;
  for (;;) {
    const { nodes, pageInfo }: Page<Node> = await read(after);
    all.push(...nodes);
    if (!pageInfo.hasNextPage) return all;
    after = pageInfo.endCursor;
  }
}

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

/** The operations over one library, wherever it is. */
export function jobOperations(execute: Execute) {
  return {
    start: async (request: IngestRequest) => (await execute(startOperation, { input: inputOf(request) })).job,
    preview: async (request: IngestRequest, signal: AbortSignal) =>
      (await execute(previewOperation, { input: inputOf(request) }, { signal })).preview,
    startAgain: async (sourceId: string, allowArchive: boolean) =>
      (await execute(againOperation, { id: sourceId, allowArchive })).job,
    restoreArchived: async (sourceId: string, documents: readonly string[] | null) =>
      (await execute(restoreOperation, { id: sourceId, documents })).archived.restored,
    cancel: async (id: string) => (await execute(cancelOperation, { id })).job,
    retry: async (id: string) => (await execute(retryOperation, { id })).job,
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
