/** Measures GraphQL operations that come over HTTP, names their spans, and answers 503 when the store is away. */
import type { ApolloServerPlugin } from '@apollo/server';
import { trace } from '@opentelemetry/api';
import { Kind, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../graphql/context.js';
import type { Metrics } from '../telemetry/metrics.js';
import { USUAL_RETRY } from './retry.js';

/** The first root field: there are only as many as the schema has, unlike names that clients choose. */
function rootField(operation: OperationDefinitionNode): string {
  const field = operation.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
  return field?.kind === Kind.FIELD ? field.name.value : 'fragment';
}

export function operationPlugin(metrics: Metrics | undefined): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart() {
      const started = performance.now();
      let labels = { door: 'http', type: 'invalid', field: 'none' };
      return Promise.resolve({
        didResolveOperation({ operation, operationName }) {
          if (operation === undefined) return Promise.resolve();
          labels = { door: 'http', type: operation.operation, field: rootField(operation) };
          const span = trace.getActiveSpan();
          span?.updateName(`graphql ${operation.operation} ${operationName ?? labels.field}`);
          span?.setAttributes({
            'graphql.operation.type': operation.operation,
            'graphql.operation.name': operationName ?? labels.field,
          });
          return Promise.resolve();
        },
        willSendResponse({ response }) {
          const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
          metrics?.operations.observe(
            { ...labels, outcome: errors.length > 0 ? 'error' : 'ok' },
            (performance.now() - started) / 1_000,
          );
          if (errors.some(({ extensions }) => extensions?.['code'] === 'STORE_UNAVAILABLE')) {
            response.http.status = 503;
            response.http.headers.set('retry-after', USUAL_RETRY);
          }
          return Promise.resolve();
        },
      });
    },
  };
}
