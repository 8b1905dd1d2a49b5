/** Gives every request a name, a span, a place in the metrics and a line in the log. */
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import type { Logger } from '../logger.js';
import { requestIdFrom, withRequestId } from '../request-id.js';
import type { Metrics } from '../telemetry/metrics.js';

/** Addresses as metrics name them: few, whatever is asked for. */
const routes: readonly (readonly [RegExp, string])[] = [
  [/^\/(?:graphql|graphql\/stream|mcp|healthz|readyz|metrics|llms\.txt|feedback)$/, ''],
  [/^\/(?:index\.md)?$/, '/'],
  [/^\/c\//, '/c/:key'],
  [/^\/d\//, '/d/:document'],
  [/^\/p\//, '/p/:product'],
  [/^\/ingest\/upload$/, ''],
  [/^\/ingest\/uploads\//, '/ingest/uploads/:token'],
  [/^\/admin(?:\/|$)/, '/admin'],
  [/^\/assets\//, '/assets'],
];
/** Asked every few seconds by machines; told only when one looks for them. */
const quiet = /^\/(?:healthz|readyz|metrics|(?:admin\/)?assets)/;

/** Addresses that let their holder in; logs name their route alone. */
const secret = /^\/ingest\/uploads\//;

export function routeOf(path: string): string {
  for (const [pattern, name] of routes) if (pattern.test(path)) return name === '' ? path : name;
  return 'other';
}

export function observeRequests(logger: Logger, metrics: Metrics): RequestHandler {
  const tracer = trace.getTracer('mcdewey');
  return (request, response, next) => {
    const { method, path } = request;
    const requestId = requestIdFrom(request.get('x-request-id'));
    const route = routeOf(path);
    const started = performance.now();
    const caller = propagation.extract(context.active(), request.headers);
    const span = tracer.startSpan(
      `${method} ${route}`,
      { kind: SpanKind.SERVER, attributes: { 'http.request.method': method, 'http.route': route } },
      caller,
    );
    response.set('x-request-id', requestId);
    response.once('close', () => {
      const ms = performance.now() - started;
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.http.observe({ method, route, status }, ms / 1_000);
      span.setAttribute('http.response.status_code', status);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      const level = status >= 500 ? 'warn' : quiet.test(path) ? 'debug' : 'info';
      logger[level](
        { requestId, method, path: secret.test(path) ? route : path, status, ms: Math.round(ms * 10) / 10 },
        'request',
      );
    });
    withRequestId(requestId, () => {
      context.with(trace.setSpan(caller, span), next);
    });
  };
}
