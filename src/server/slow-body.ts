/** Refuses requests whose body does not arrive: each holds a connection, and there are only so many. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { UPLOAD_PLACES } from '../ingest/source/upload/upload-store.js';
import { UPLOAD_PATH } from './upload.js';

/** For a megabyte, which is the most that others than uploads may send, over a slow line. Milliseconds. */
const bodyWithinMs = 30_000;

export function refuseSlowBody(request: IncomingMessage, response: ServerResponse): void {
  const { url = '' } = request;
  if (request.complete || url.startsWith(UPLOAD_PATH) || url.startsWith(UPLOAD_PLACES)) return;
  const late = setTimeout(() => {
    if (request.complete) return;
    if (!response.headersSent) response.writeHead(408, { Connection: 'close' }).end();
    request.destroy();
  }, bodyWithinMs);
  response.once('close', () => {
    clearTimeout(late);
  });
}
