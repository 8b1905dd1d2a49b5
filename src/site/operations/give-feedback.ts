/** A reader says that something is wrong with a passage or a document. */
import type { Operation } from '../../executor.js';

export const giveFeedbackOperation: Operation = {
  name: 'PageGiveFeedback',
  source: /* GraphQL */ `
    mutation PageGiveFeedback($input: GiveFeedbackInput!) {
      giveFeedback(input: $input) {
        isReceived
      }
    }
  `,
};
