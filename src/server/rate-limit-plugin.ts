/** Says in `extensions.rateLimit` of an answer how much its caller may still ask for. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../graphql/context.js';

export function rateLimitPlugin(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ response: { body }, contextValue: { rateLimit } }) {
          if (rateLimit !== undefined && body.kind === 'single') {
            body.singleResult.extensions = { ...body.singleResult.extensions, rateLimit };
          }
          return Promise.resolve();
        },
      }),
  };
}
