/** Files sent to `/ingest/upload` as `multipart/form-data`: stored whole, then ingested as a job. */
import busboy from 'busboy';
import type { Express, Request } from 'express';
import { toGlobalId } from 'graphql-relay';
import { PassThrough } from 'node:stream';
import { authorize } from '../access/may.js';
import { BadInputError } from '../errors.js';
import type { Ingest } from '../ingest/ingest.js';
import { mostUploadBytes } from '../ingest/source/upload/upload-store.js';
import { requestOf, type IngestOptions } from '../ingest/source/ingest-request.js';
import type { Logger } from '../logger.js';
import type { CallerOf } from './request-callers.js';
import { answerRefusal } from './refuse-upload.js';

export const UPLOAD_PATH = '/ingest/upload';

export interface UploadParts {
  readonly ingest: Ingest;
  readonly callerOf: CallerOf;
  readonly logger: Logger;
  /** Bytes of one file at most. */
  readonly mostBytes?: number;
}

/** What stands before the file in the form; the same names as in `StartIngestInput`. */
const fieldNames = new Set(['vendor', 'product', 'version', 'document', 'kind', 'licence', 'language']);

/**
 * Answers 202 with `{ id, location }`: the id of an `IngestJob`. The form's fields come before its one file.
 */
export function mountUpload(
  app: Express,
  { ingest, callerOf, logger, mostBytes = mostUploadBytes }: UploadParts,
): void {
  app.post(UPLOAD_PATH, async (request, response) => {
    response.set('Cache-Control', 'no-store');
    try {
      authorize(callerOf(request, 'UPLOAD'), 'ingest.run');
      const jobId = await receive(request, ingest, mostBytes);
      response.status(202).json({ id: toGlobalId('IngestJob', jobId) });
    } catch (error) {
      answerRefusal(request, response, error, logger);
    }
  });
}

/** The job's id, once the file is stored whole. */
function receive(request: Request, ingest: Ingest, mostBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    let started: Promise<string> | undefined;
    let fault: BadInputError | undefined;
    let form: busboy.Busboy;
    try {
      form = busboy({
        headers: request.headers,
        limits: { files: 1, fields: 20, fieldSize: 1_024, fileSize: mostBytes, headerPairs: 50 },
        defParamCharset: 'utf8',
      });
    } catch (cause) {
      reject(new BadInputError('Send multipart/form-data with one file.', {}, { cause }));
      return;
    }
    form.on('field', (name, value) => {
      if (fieldNames.has(name)) fields[name] = value;
      else fault ??= new BadInputError(`The form field ${name} is not known.`, { field: name });
    });
    form.on('file', (_field, stream, { filename }) => {
      if (fault !== undefined) {
        stream.resume();
        return;
      }
      const content = new PassThrough();
      // It may fail before anybody reads it; whoever does is told then.
      content.on('error', (error) => {
        if (error instanceof BadInputError) fault ??= error;
      });
      stream.on('limit', () => {
        content.destroy(new BadInputError(`The file is larger than ${String(mostBytes)} bytes.`, { limit: mostBytes }));
      });
      stream.on('error', (error) => content.destroy(error));
      stream.pipe(content);
      started = Promise.resolve()
        .then(() => ingest.startUpload(filename ?? '', content, optionsOf(fields)))
        .catch((error: unknown) => {
          stream.resume();
          throw fault ?? error;
        });
      started.then(resolve, reject);
    });
    form.on('error', (cause) => {
      reject(new BadInputError('The form is damaged or was cut off.', {}, { cause }));
    });
    form.on('close', () => {
      if (started === undefined) reject(fault ?? new BadInputError('The form has no file.', {}));
    });
    request.on('aborted', () => {
      form.destroy(new BadInputError('The upload was cut off.', {}));
    });
    request.pipe(form);
  });
}

function optionsOf(fields: Readonly<Record<string, string>>): IngestOptions {
  const { kind, ...rest } = fields;
  return requestOf('UPLOAD', 'upload', { ...rest, kind: kind?.toUpperCase().replaceAll('-', '_') }).options;
}
