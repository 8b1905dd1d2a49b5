/** Uploads in two steps, for clients that speak GraphQL: a place is asked for, the file is sent there, then it is ingested. */
import { createHash, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { BadInputError, NotFoundError } from '../../errors.js';
import type { Repositories } from '../../store/queryable.js';
import {
  confirmUpload,
  openUpload,
  receivedUpload,
  redeemUpload,
  reopenUpload,
  takeUpload,
} from '../../store/writes/uploads.js';
import { removeAbandonedUploads } from './upload/abandoned-uploads.js';
import { parseIngestRequest, type IngestOptions, type IngestRequest } from './ingest-request.js';
import { receiveUpload, uploadName, withWaitingUpload } from './upload/upload-store.js';

export interface UploadPlace {
  readonly id: string;
  readonly name: string;
  /** Secret of the address that the file is sent to. It is known to nobody else: the store keeps its hash. */
  readonly token: string;
  readonly expiresAt: Date;
}

export interface Uploads {
  /** @throws BadInputError for a name that can't be read. */
  open(name: string): Promise<UploadPlace>;
  /**
   * Stores what is sent, once. What was cut off may be sent again.
   * @throws NotFoundError if nothing may be sent there any more; whatever `content` ends with.
   */
  receive(token: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /**
   * Looks at a file that has arrived, in a folder that holds it under its name; it goes on waiting.
   * @throws BadInputError if nothing has arrived, or if it was started already.
   */
  lookAt<Seen>(
    id: string,
    options: IngestOptions,
    look: (request: IngestRequest, folder: string) => Promise<Seen>,
  ): Promise<Seen>;
  /**
   * Starts to ingest a file that has arrived.
   * @returns the job's id.
   * @throws BadInputError if nothing has arrived, or if it was started already.
   */
  start(id: string, options: IngestOptions, allowArchive?: boolean): Promise<string>;
}

export interface UploadParts {
  readonly dataSource: DataSource;
  readonly dataDir: string;
  readonly workerGroup: string;
  /** Puts a job in the queue of a group. */
  readonly enqueue: (db: Repositories, request: IngestRequest, workerGroup: string) => Promise<string>;
  /** There is a new job. */
  readonly onStarted: () => void;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

function missing(): BadInputError {
  return new BadInputError(
    'There is no file to ingest: it was not sent yet, was ingested already, or has expired. Ask for a new place with `createUpload`.',
    { field: 'uploadId' },
  );
}

export function createUploads(parts: UploadParts): Uploads {
  const { dataSource, dataDir, workerGroup, enqueue, onStarted } = parts;
  return {
    async open(name) {
      await removeAbandonedUploads(dataSource, dataDir);
      const token = randomBytes(32).toString('base64url');
      return { ...(await openUpload(dataSource, uploadName(name), hashOf(token))), token };
    },
    async receive(token, content) {
      const id = await takeUpload(dataSource, hashOf(token));
      if (id === undefined) {
        throw new NotFoundError('Nothing can be sent here: the address was used, has expired, or never was.', {});
      }
      try {
        const bytes = await receiveUpload(dataDir, id, content);
        await confirmUpload(dataSource, id, { bytes, workerGroup });
      } catch (error) {
        await reopenUpload(dataSource, id);
        throw error;
      }
    },
    async lookAt(id, options, look) {
      const received = await receivedUpload(dataSource, id);
      if (received === undefined) throw missing();
      const request = parseIngestRequest({ kind: 'UPLOAD', location: received.name, options, upload: id });
      return withWaitingUpload(dataDir, { id, name: received.name }, (folder) => look(request, folder));
    },
    async start(id, options, allowArchive = false) {
      const jobId = await dataSource.transaction(async (manager) => {
        const received = await redeemUpload(manager, id);
        if (received === undefined) throw missing();
        const request = parseIngestRequest({
          kind: 'UPLOAD',
          location: received.name,
          options,
          upload: id,
          ...(allowArchive && { allowArchive }),
        });
        return enqueue(manager, request, received.workerGroup);
      });
      onStarted();
      return jobId;
    },
  };
}
