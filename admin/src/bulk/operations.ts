/** Previews of many changes at once, and making them. */
import { graphql, type ResultOf } from '../api/graphql.js';

const previewFields = graphql(`
  fragment Preview on BulkPreview {
    token
    chosen
    changing
    rows(first: 25) {
      totalCount
      nodes {
        subjectId
        path
        cells {
          field
          before
          after
          afterSet
        }
      }
    }
  }
`);

export type Preview = ResultOf<typeof previewFields>;

export const previewBulkMutation = graphql(
  `
    mutation PreviewBulkEdit($input: BulkEditInput!) {
      previewBulkEdit(input: $input) {
        preview {
          ...Preview
        }
        userErrors {
          code
          message
          details
        }
      }
    }
  `,
  [previewFields],
);

export const previewCsvMutation = graphql(
  `
    mutation PreviewCsvEdit($input: PreviewCsvEditInput!) {
      previewCsvEdit(input: $input) {
        preview {
          ...Preview
        }
        rowCount
        rowErrors {
          line
          path
          field
          message
        }
        userErrors {
          code
          message
          details
        }
      }
    }
  `,
  [previewFields],
);

export const previewRowsQuery = graphql(`
  query PreviewRows($token: ID!, $offset: Int!) {
    bulkPreview(token: $token) {
      rows(first: 25, offset: $offset) {
        totalCount
        nodes {
          subjectId
          path
          cells {
            field
            before
            after
            afterSet
          }
        }
      }
    }
  }
`);

export const applyMutation = graphql(`
  mutation ApplyBulkEdit($token: ID!) {
    applyBulkEdit(input: { token: $token }) {
      bulk {
        id
        changed
      }
      refused {
        path
        message
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const undoMutation = graphql(`
  mutation UndoInOneGo($input: UndoChangesInput!) {
    undoChanges(input: $input) {
      undone
      refused {
        message
        change {
          subjectPath
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

export const documentCsvQuery = graphql(`
  query DocumentCsv($filter: DocumentFilterInput!) {
    csv: curationCsv(filter: $filter)
  }
`);

export const vendorCsvQuery = graphql(`
  query VendorCsv($filter: VendorFilterInput!) {
    csv: vendorCsv(filter: $filter)
  }
`);

export const productCsvQuery = graphql(`
  query ProductCsv($filter: ProductFilterInput!) {
    csv: productCsv(filter: $filter)
  }
`);

export const versionCsvQuery = graphql(`
  query VersionCsv($filter: VersionFilterInput!) {
    csv: versionCsv(filter: $filter)
  }
`);
