/** Spans of OpenTelemetry. Without a collector configured (`telemetry/start-tracing.ts`) they cost next to nothing. */
import { SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';
import { DomainError, messageOf, INTERNAL_ERROR } from './errors.js';

const tracer = trace.getTracer('mcdewey');

/** Runs work in a span that is the parent of every span within. */
export function inSpan<Result>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setAttribute('error.type', error instanceof DomainError ? error.code : INTERNAL_ERROR);
      span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}
