/** What the edit screens ask. */
import { graphql, type ResultOf } from '../../api/graphql.js';

const changeFields = graphql(`
  fragment Change on CurationChange {
    id
    at
    field
    before
    beforeSet
    after
    afterSet
    extracted
    callerName
    proposedBy
    note
    bulkId
    revision
  }
`);

const curationFields = graphql(
  `
    fragment Standing on Curation {
      subjectId
      kind
      path
      revision
      fields {
        field
        extracted
        effective
        override
        isOverridden
        sourceChanged
        isNeedless
        lastChange {
          ...Change
        }
      }
    }
  `,
  [changeFields],
);

export type Standing = ResultOf<typeof curationFields>;
export type StandingField = Standing['fields'][number];
export type Change = ResultOf<typeof changeFields>;

export const standingQuery = graphql(
  `
    query Standing($kind: SubjectKind!, $path: String!) {
      curationByPath(kind: $kind, path: $path) {
        ...Standing
      }
    }
  `,
  [curationFields],
);

export const historyQuery = graphql(
  `
    query History($id: ID!, $first: Int!) {
      curation(id: $id) {
        history(first: $first) {
          totalCount
          nodes {
            ...Change
          }
        }
      }
    }
  `,
  [changeFields],
);

export const waitingQuery = graphql(`
  query WaitingProposals($kind: SubjectKind!, $path: String!) {
    proposals(first: 1, filter: { states: [OPEN], subjectKinds: [$kind], paths: [$path] }) {
      totalCount
    }
  }
`);

const conflictFields = graphql(
  `
    fragment Conflict on EditConflict {
      overlapping
      changes {
        ...Change
      }
    }
  `,
  [changeFields],
);

export const editVendor = graphql(
  `
    mutation EditVendor($input: EditVendorInput!) {
      edit: editVendor(input: $input) {
        curation {
          ...Standing
        }
        changes {
          id
        }
        conflict {
          ...Conflict
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [curationFields, conflictFields],
);

export const editProduct = graphql(
  `
    mutation EditProduct($input: EditProductInput!) {
      edit: editProduct(input: $input) {
        curation {
          ...Standing
        }
        changes {
          id
        }
        conflict {
          ...Conflict
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [curationFields, conflictFields],
);

export const editVersion = graphql(
  `
    mutation EditVersion($input: EditVersionInput!) {
      edit: editVersion(input: $input) {
        curation {
          ...Standing
        }
        changes {
          id
        }
        conflict {
          ...Conflict
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [curationFields, conflictFields],
);

export const editDocument = graphql(
  `
    mutation EditDocument($input: EditDocumentInput!) {
      edit: editDocument(input: $input) {
        curation {
          ...Standing
        }
        changes {
          id
        }
        conflict {
          ...Conflict
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [curationFields, conflictFields],
);

export type EditPayload = ResultOf<typeof editDocument>['edit'];

export const undoMutation = graphql(`
  mutation UndoChanges($input: UndoChangesInput!) {
    undoChanges(input: $input) {
      undone
      refused {
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
