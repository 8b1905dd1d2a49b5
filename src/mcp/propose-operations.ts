/** The GraphQL documents behind the tool that proposes corrections. */
import type { Operation } from '../executor.js';

interface Named {
  readonly id: string;
  readonly slug: string;
}

/** The things that are named, each within the one before; null for what the library does not hold. */
export interface ProposalSubjectData {
  readonly vendor?: Named | null;
  readonly product?: (Named & { readonly version?: (Named & { readonly document?: Named | null }) | null }) | null;
  readonly chunk?: {
    readonly key: string;
    readonly document: Named;
    readonly version: Named;
    readonly product: Named;
  } | null;
}

export const proposalSubjectOperation: Operation = {
  name: 'ProposalSubject',
  source: /* GraphQL */ `
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
  `,
};

export const feedbackOperation: Operation = {
  name: 'McpFeedback',
  source: /* GraphQL */ `
    mutation McpFeedback($input: GiveFeedbackInput!) {
      giveFeedback(input: $input) {
        isReceived
      }
    }
  `,
};

export interface ProposeData {
  readonly proposeChanges: {
    readonly proposal: { readonly id: string; readonly subjectPath: string } | null;
    readonly userErrors: readonly { readonly code: string; readonly field: string | null; readonly message: string }[];
  };
}

export const proposeOperation: Operation = {
  name: 'ProposeCorrection',
  source: /* GraphQL */ `
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
  `,
};
