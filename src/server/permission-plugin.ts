/** Refuses mutations that the caller may not use, with status 403; sends subscriptions to where they are answered. */
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../graphql/context.js';
import { refuseMutation } from '../graphql/guard-schema.js';

export function permissionPlugin(schema: GraphQLSchema): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ operation, contextValue }) {
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
            throw new GraphQLError('Subscriptions are answered at /graphql/stream, as Server-Sent Events.', {
              extensions: { code: 'BAD_INPUT', http: { status: 400 } },
            });
          }
          if (operation !== undefined) refuseMutation(schema, operation, contextValue.caller);
          return Promise.resolve();
        },
      }),
  };
}
