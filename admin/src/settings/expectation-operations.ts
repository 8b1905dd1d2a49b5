/** What changes expectations. */
import { graphql } from '../api/graphql.js';

export const declareMutation = graphql(`
  mutation DeclareExpectation($input: ExpectationInput!) {
    declareExpectation(input: $input) {
      expectations {
        id
      }
    }
  }
`);

export const withdrawMutation = graphql(`
  mutation WithdrawExpectation($id: ID!) {
    withdrawExpectation(input: { id: $id }) {
      id
    }
  }
`);
