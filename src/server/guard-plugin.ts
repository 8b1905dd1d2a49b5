/** Asks the change guard before any mutation is run. */
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { DomainError } from '../errors.js';
import type { RequestContext } from '../resolvers/context.js';
import type { ChangeGuard } from './change-guard.js';

export function guardPlugin(guard: ChangeGuard): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ operation, request }) {
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

/** As a GraphQL error with the HTTP status 403. */
function refuse(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new GraphQLError(error.message, { extensions: { code: error.code, http: { status: 403 } } });
  }
}
