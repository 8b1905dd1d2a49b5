/**
 * Refuses requests that would only wait in vain, before anything of them is read: who sends one, what it asks and what that
 * costs is itself work, and under overload most of all work.
 */
import type { Request, RequestHandler, Response } from 'express';
import type { OperationRunner } from '../graphql/operation-runner.js';
import { networkOf } from '../network-of.js';
import type { Metrics } from '../telemetry/metrics.js';
import { STREAM_PATH } from './graphql-stream.js';
import { doorOf } from './rate-limits.js';
import { routeOf } from './requests.js';

/** When to ask again, in seconds. */
const retryAfter = 2;

/** What every network may have under way, however much others send: one that runs and one behind it. */
const least = 2;

export interface OverloadGateOptions {
  readonly operations: Pick<OperationRunner, 'places' | 'strain'>;
  readonly metrics: Metrics;
  /** Lets pages of other origins read the refusal. */
  readonly allowOrigins: RequestHandler;
}

const message = 'The library has too much to do at the moment; try again in a few seconds.';

const errors = JSON.stringify({ errors: [{ message, extensions: { code: 'OVERLOADED', details: { retryAfter } } }] });
const rpcError = JSON.stringify({
  jsonrpc: '2.0',
  error: { code: -32_000, message: `OVERLOADED: ${message}` },
  id: null,
});

function refuse(request: Request, response: Response): void {
  const door = doorOf(request.path);
  const isApi = door === 'graphql' || door === 'mcp';
  response.writeHead(503, {
    'Content-Type': isApi ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Retry-After': retryAfter,
  });
  response.end(door === 'mcp' ? rpcError : isApi ? errors : `${message}\n`);
}

/** Probes, metrics, files, uploads and what is followed for long have no operation that waits. */
function isCounted(path: string): boolean {
  const door = doorOf(path);
  return door !== null && door !== 'upload' && !path.startsWith(STREAM_PATH);
}

/**
 * To be mounted before everything else. A network has as many requests under way as operations may run and wait; while the
 * queue is overloaded, its share of those that will have a turn in time.
 */
export function createOverloadGate({ operations, metrics, allowOrigins }: OverloadGateOptions): RequestHandler {
  const { places } = operations;
  const underWay = new Map<string, number>();

  function mostOf(own: number): number {
    const { isOverloaded, turns } = operations.strain();
    if (!isOverloaded) return places.all;
    const networks = underWay.size + (own === 0 ? 1 : 0);
    const inTime = Math.max(turns, places.running);
    return Math.min(places.all, Math.max(least, Math.ceil(inTime / networks)));
  }

  return (request, response, next) => {
    if (!isCounted(request.path)) {
      next();
      return;
    }
    const network = networkOf(request.ip);
    const own = underWay.get(network) ?? 0;
    if (own >= mostOf(own)) {
      metrics.http.observe({ method: request.method, route: routeOf(request.path), status: 503 }, 0);
      allowOrigins(request, response, () => {
        refuse(request, response);
      });
      return;
    }
    underWay.set(network, own + 1);
    response.once('close', () => {
      const left = (underWay.get(network) ?? 1) - 1;
      if (left === 0) underWay.delete(network);
      else underWay.set(network, left);
    });
    next();
  };
}
