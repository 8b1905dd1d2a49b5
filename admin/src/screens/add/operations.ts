/** What adding documents asks. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const createUploadMutation = graphql(`
  mutation CreateUpload($name: String!) {
    createUpload(input: { name: $name }) {
      upload {
        id
        path
        mostBytes
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const startUploadMutation = graphql(`
  mutation StartUploadIngest($input: StartUploadIngestInput!) {
    startUploadIngest(input: $input) {
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

const planFiles = graphql(`
  fragment PlanFiles on IngestPreviewFileConnection {
    totalCount
    nodes {
      path
      outcome
      reasonCode
      reason
    }
  }
`);

const planFields = graphql(
  `
    fragment PlanFields on IngestPreview {
      location
      needsAllowArchive
      warnings
      manifest {
        text
        isDraft
      }
      takenProducts {
        product
        vendorName
        vendor
        files
      }
      versions(first: 100) {
        totalCount
        nodes {
          path
          vendor
          product
          version
          documents
          files
          isNew
        }
      }
      ARCHIVED: files(outcome: ARCHIVED, first: 50) {
        ...PlanFiles
      }
      FAILED: files(outcome: FAILED, first: 50) {
        ...PlanFiles
      }
      NEW: files(outcome: NEW, first: 50) {
        ...PlanFiles
      }
      CHANGED: files(outcome: CHANGED, first: 50) {
        ...PlanFiles
      }
      SKIPPED: files(outcome: SKIPPED, first: 50) {
        ...PlanFiles
      }
      UNCHANGED: files(outcome: UNCHANGED, first: 50) {
        ...PlanFiles
      }
    }
  `,
  [planFiles],
);

export const previewMutation = graphql(
  `
    mutation PreviewIngest($input: StartIngestInput!) {
      previewIngest(input: $input) {
        preview {
          ...PlanFields
        }
        userErrors {
          code
          message
          details
        }
      }
    }
  `,
  [planFields],
);

export const previewUploadMutation = graphql(
  `
    mutation PreviewUploadIngest($input: StartUploadIngestInput!) {
      previewUploadIngest(input: $input) {
        preview {
          ...PlanFields
        }
        userErrors {
          code
          message
          details
        }
      }
    }
  `,
  [planFields],
);

export const startMutation = graphql(`
  mutation StartIngest($input: StartIngestInput!) {
    startIngest(input: $input) {
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

export type Plan = ResultOf<typeof previewMutation>['previewIngest']['preview'];

/** Files fail, and none is or stays in the library: then an ingest could only archive. */
export function takesNone({ FAILED, NEW, CHANGED, UNCHANGED }: Plan): boolean {
  return FAILED.totalCount > 0 && NEW.totalCount + CHANGED.totalCount + UNCHANGED.totalCount === 0;
}
