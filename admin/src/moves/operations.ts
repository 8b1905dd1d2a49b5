/** What is asked for to put things elsewhere: where to, what it would do, and making it. */
import { graphql, type ResultOf } from '../api/graphql.js';

/** A place by its path; null if the library has none. */
export const placeQuery = graphql(`
  query PlaceOfMove($kind: SubjectKind!, $path: String!) {
    curationByPath(kind: $kind, path: $path) {
      subjectId
    }
  }
`);

const previewFields = graphql(`
  fragment MovePreviewFields on MovePreview {
    token
    vendors
    products
    versions
    documents
    united
    renamed
    redirectedKeys
    rows(first: 25) {
      totalCount
      nodes {
        subjectId
        kind
        before
        after
        effect
      }
    }
  }
`);

export const previewMoveMutation = graphql(
  `
    mutation PreviewMove($input: MoveInput!) {
      previewMove(input: $input) {
        preview {
          ...MovePreviewFields
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

export const moveRowsQuery = graphql(`
  query MoveRows($token: ID!, $offset: Int!) {
    movePreview(token: $token) {
      rows(first: 25, offset: $offset) {
        totalCount
        nodes {
          subjectId
          kind
          before
          after
          effect
        }
      }
    }
  }
`);

export const applyMoveMutation = graphql(`
  mutation ApplyMove($token: ID!) {
    applyMove(input: { token: $token }) {
      bulk {
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

export type MovePreview = ResultOf<typeof previewFields>;
