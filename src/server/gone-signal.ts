/** Tells when the client of a request is gone. */
import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';

/** Fired already when the client went before anybody asked, such as while it was found out who it is. */
export function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const look = (): void => {
    if (!response.writableFinished) gone.abort();
  };
  if (response.destroyed) look();
  else response.once('close', look);
  return gone.signal;
}

/** To be mounted behind what takes time: handlers listen for the client's going, and would not hear of one that is gone. */
export const dropGone: RequestHandler = (_request, response, next) => {
  if (!response.destroyed) next();
};
