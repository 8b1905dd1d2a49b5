/** Tells the query log which hit somebody opened. */
import type { Operation } from '../../executor.js';

export const recordOpeningOperation: Operation = {
  name: 'RecordOpening',
  source: /* GraphQL */ `
    mutation RecordOpening($token: String!) {
      recordOpening(input: { token: $token }) {
        isTracked
      }
    }
  `,
};
