/** The place that `createUpload` names: takes one file, as the body of a PUT, and stores it until its ingest is started. */
import type { Express, Request } from 'express';
import { authorize } from '../access/may.js';
import { BadInputError, FileTooLargeError } from '../errors.js';
import { mostUploadBytes, UPLOAD_PLACES } from '../ingest/source/upload/upload-store.js';
import { answerRefusal } from './refuse-upload.js';
import type { UploadParts } from './upload.js';

export function mountPutUpload(
  app: Express,
  { ingest, callerOf, logger, mostBytes = mostUploadBytes }: UploadParts,
): void {
  app.put(`${UPLOAD_PLACES}:token`, async (request, response) => {
    response.set('Cache-Control', 'no-store');
    try {
      authorize(callerOf(request, 'UPLOAD'), 'ingest.run');
      if ((request.get('content-encoding') ?? 'identity') !== 'identity') {
        throw new BadInputError('Send the bytes of the file as they are, without a Content-Encoding.', {});
      }
      if (Number(request.get('content-length') ?? 0) > mostBytes) throw tooLarge(mostBytes);
      await ingest.uploads.receive(request.params.token, bounded(request, mostBytes));
      response.status(204).end();
    } catch (error) {
      answerRefusal(request, response, error, logger);
    }
  });
}

/** The body; nothing is read of it before it is asked for, and the connection stays, to be answered on. */
async function* bounded(request: Request, mostBytes: number): AsyncGenerator<Buffer> {
  let seen = 0;
  const parts = request.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
  try {
    for await (const part of parts) {
      seen += part.length;
      if (seen > mostBytes) throw tooLarge(mostBytes);
      yield part;
    }
  } catch (error) {
    throw request.readableAborted ? new BadInputError('The upload was cut off.', {}, { cause: error }) : error;
  }
}

function tooLarge(limit: number): FileTooLargeError {
  return new FileTooLargeError(`The file is larger than ${String(limit)} bytes.`, { limit });
}
