/** What adding documents asks. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const createUploadMutation = graphql(`
  mutation CreateUpload($name: String!) {
    createUpload(input: { name: $name }) {
      upload {
        id
        path
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

export const previewMutation = graphql(`
  mutation PreviewIngest($input: StartIngestInput!) {
    previewIngest(input: $input) {
      preview {
        location
        needsAllowArchive
        warnings
        files {
          path
          outcome
          reason
        }
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

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
