/** The GraphQL documents behind the tool that proposes corrections. */
import { graphql, operation, type AnswerOf } from '../typed-operation.js';

export const proposalSubjectOperation = operation(
  graphql(`
    query ProposalSubject(
      $vendor: String!
      $product: String!
      $version: String!
      $document: String!
      $chunk: String!
      $withVendor: Boolean!
      $withProduct: Boolean!
      $withVersion: Boolean!
      $withDocument: Boolean!
      $withChunk: Boolean!
    ) {
      vendor(slug: $vendor) @include(if: $withVendor) {
        id
        slug
      }
      product(slug: $product) @include(if: $withProduct) {
        id
        slug
        version(label: $version) @include(if: $withVersion) {
          id
          slug
          document(slug: $document) @include(if: $withDocument) {
            id
            slug
          }
        }
      }
      chunk(key: $chunk) @include(if: $withChunk) {
        key
        document {
          id
          slug
        }
        version {
          id
          slug
        }
        product {
          id
          slug
        }
      }
    }
  `),
);

export const feedbackOperation = operation(
  graphql(`
    mutation McpFeedback($input: GiveFeedbackInput!) {
      giveFeedback(input: $input) {
        isReceived
      }
    }
  `),
);

export const proposeOperation = operation(
  graphql(`
    mutation ProposeCorrection($input: ProposeChangesInput!) {
      proposeChanges(input: $input) {
        proposal {
          id
          subjectPath
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `),
);

/** The things that are named, each within the one before; null for what the library does not hold. */
export type ProposalSubjectData = AnswerOf<typeof proposalSubjectOperation>;
