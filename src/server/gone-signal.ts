/** Tells when the client of a request is gone. */
import type { ServerResponse } from 'node:http';

export function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}
