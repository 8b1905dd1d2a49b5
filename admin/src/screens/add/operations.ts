/** What adding documents asks. */
import { graphql, type ResultOf } from '../../api/graphql.js';

export const createUploadMutation = graphql(`
  mutation CreateUpload($name: String!) {
    createUpload(input: { name: $name }) {
      id
      path
    }
  }
`);

export const startUploadMutation = graphql(`
  mutation StartUploadIngest($input: StartUploadIngestInput!) {
    startUploadIngest(input: $input) {
      id
    }
  }
`);

export const previewMutation = graphql(`
  mutation PreviewIngest($input: StartIngestInput!) {
    previewIngest(input: $input) {
      location
      needsAllowArchive
      warnings
      files {
        path
        outcome
        reason
      }
    }
  }
`);

export const startMutation = graphql(`
  mutation StartIngest($input: StartIngestInput!) {
    startIngest(input: $input) {
      id
    }
  }
`);

export type Plan = ResultOf<typeof previewMutation>['previewIngest'];
