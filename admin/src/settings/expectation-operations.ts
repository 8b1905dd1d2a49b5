/** What changes expectations. */
import { graphql } from '../api/graphql.js';

export const declareMutation = graphql(`
  mutation DeclareExpectation($input: ExpectationInput!) {
    declareExpectation(input: $input) {
      expectations {
        id
        revision
      }
      userErrors {
        code
        message
        details
      }
    }
  }
`);

export const withdrawMutation = graphql(`
  mutation WithdrawExpectation($id: ID!, $expectedRevision: Int!) {
    withdrawExpectation(input: { id: $id, expectedRevision: $expectedRevision }) {
      id
      userErrors {
        code
        message
        details
      }
    }
  }
`);
