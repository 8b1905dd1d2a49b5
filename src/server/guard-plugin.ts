/** Asks the change guard before any mutation is run; sends subscriptions to where they are answered. */
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { BadInputError, DomainError } from '../errors.js';
import type { RequestContext } from '../graphql/context.js';
import type { ChangeGuard } from './change-guard.js';

export function guardPlugin(guard: ChangeGuard): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ operation, request }) {
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
            refuse(() => {
              throw new BadInputError('Subscriptions are answered at /graphql/stream, as Server-Sent Events.', {});
            }, 400);
          }
          if (operation?.operation === OperationTypeNode.MUTATION) {
            refuse(() => {
              guard.check(Object.fromEntries(request.http?.headers ?? []));
            });
          }
          return Promise.resolve();
        },
      }),
  };
}

/** As a GraphQL error with the HTTP status. */
function refuse(check: () => void, status = 403): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new GraphQLError(error.message, { extensions: { code: error.code, http: { status } } });
  }
}
