/** Structured logs, one JSON object a line on stderr, so that stdout carries only what a command prints. */
import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger } from 'pino';
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

/** @param destination standard error, if left out. */
export function createLogger(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  return pino(
    { level, base: null, redact: secretPaths, mixin: requestOf, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  );
}
