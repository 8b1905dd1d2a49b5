/** Gives a tool call that failed because the store is away the HTTP status 503, which balancers and monitors understand. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';

const calls = new AsyncLocalStorage<{ isAway: boolean }>();

/** Called where a tool finds it out. */
export function noteStoreAway(): void {
  const call = calls.getStore();
  if (call !== undefined) call.isAway = true;
}

/** The body, which tells the client's model what to do, stays as it is; an answer that is streamed has its status already. */
export function withStoreStatus<Result>(response: ServerResponse, work: () => Promise<Result>): Promise<Result> {
  const call = { isAway: false };
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]) {
      if (!call.isAway || status !== 200) return writeHead(status, ...rest);
      response.setHeader('Retry-After', '5');
      return writeHead(503, ...rest);
    },
  });
  return calls.run(call, work);
}
