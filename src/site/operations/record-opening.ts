/** Tells the query log which hit somebody opened. */
import { graphql, operation } from '../../typed-operation.js';

export const recordOpeningOperation = operation(
  graphql(`
    mutation RecordOpening($token: String!) {
      recordOpening(input: { token: $token }) {
        isTracked
      }
    }
  `),
);
