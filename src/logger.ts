/** Structured logs, one JSON object a line on stderr, so that stdout carries only what a command prints. */
import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger } from 'pino';
import { messageOf } from './errors.js';
import { currentRequestId } from './request-id.js';

export type { Logger };

const secretPaths = ['apiKey', 'password', 'authorization', '*.apiKey', '*.password', '*.authorization'];

/** What a line says of the request that it belongs to. */
function requestOf(bindings: object): object {
  const requestId = currentRequestId();
  const span = trace.getActiveSpan()?.spanContext();
  return {
    ...(requestId !== undefined && !('requestId' in bindings) && { requestId }),
    ...(span !== undefined && { traceId: span.traceId, spanId: span.spanId }),
  };
}

/**
 * Errors of clients carry the client, its connection and its answer, which are long, and nobody's business: of an error's own
 * fields only plain values are logged, and the details that errors of McDewey have.
 */
function plainError(error: Error): object {
  const fields: Readonly<Record<string, unknown>> = pino.stdSerializers.err(error);
  const isPlain = ([name, value]: [string, unknown]): boolean =>
    name === 'details' || typeof value !== 'object' || value === null;
  const together = error instanceof AggregateError ? (error.errors as readonly unknown[]) : [];
  return {
    ...Object.fromEntries(Object.entries(fields).filter(isPlain)),
    ...(together.length > 0 && { together: together.map(messageOf) }),
  };
}

/** @param destination standard error, if left out. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      ...{ level, base: null, redact: secretPaths, mixin: requestOf, timestamp: pino.stdTimeFunctions.isoTime },
      serializers: { err: plainError },
    },
    destination,
  );
}
