/** What changes expectations. */
import { graphql } from '../api/graphql.js';

export const declareMutation = graphql(`
  mutation DeclareExpectation($input: ExpectationInput!) {
    declareExpectation(input: $input) {
      expectations {
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

export const withdrawMutation = graphql(`
  mutation WithdrawExpectation($id: ID!) {
    withdrawExpectation(input: { id: $id }) {
      id
      userErrors {
        code
        message
        details
      }
    }
  }
`);
