/** A reader says that something is wrong with a passage or a document. */
import { graphql, operation } from '../../typed-operation.js';

export const giveFeedbackOperation = operation(
  graphql(`
    mutation PageGiveFeedback($input: GiveFeedbackInput!) {
      giveFeedback(input: $input) {
        isReceived
      }
    }
  `),
);
