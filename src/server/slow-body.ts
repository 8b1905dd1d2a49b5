/** Refuses requests whose body does not arrive: each holds a connection, and there are only so many. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { UPLOAD_PLACES } from '../ingest/source/upload/upload-store.js';
import { UPLOAD_PATH } from './upload.js';

/**
 * For a megabyte, which is the most that others than uploads may send, over a slow line; and for what is left of an upload
 * that was answered before it was there whole. Milliseconds.
 */
const bodyWithinMs = 30_000;

export function refuseSlowBody(request: IncomingMessage, response: ServerResponse): void {
  const { url = '' } = request;
  if (request.complete) return;
  const refuse = (): void => {
    if (request.complete) return;
    if (!response.headersSent) response.writeHead(408, { Connection: 'close' }).end();
    request.destroy();
  };
  let late: NodeJS.Timeout | undefined;
  const expect = (): void => {
    if (!request.destroyed) late ??= setTimeout(refuse, bodyWithinMs);
  };
  // An answer ends the wait no more than its start does: Node goes on reading a body that was answered early.
  if (url.startsWith(UPLOAD_PATH) || url.startsWith(UPLOAD_PLACES)) response.once('close', expect);
  else expect();
  request.once('close', () => {
    clearTimeout(late);
  });
}
