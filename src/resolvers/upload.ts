/** Uploads in two steps: `createUpload`, PUT, `startUploadIngest`. */
import { toGlobalId } from 'graphql-relay';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { requestOf } from '../ingest/source/ingest-request.js';
import { mostUploadBytes, placeOfUpload } from '../ingest/source/upload/upload-store.js';
import { IngestJobType } from '../schema/ingest-job.js';
import { CreateUploadInput, StartUploadIngestInput, UploadType } from '../schema/upload.js';
import { runningJob, type JobRow } from '../store/queries/jobs.js';
import type { RequestContext } from '../graphql/context.js';
import { Restricted } from '../schema/restricted.js';
import { keyOfType } from '../graphql/node-id.js';

@Resolver()
export class UploadResolver {
  @Restricted('ingest.run')
  @Mutation(() => UploadType, {
    description:
      'Asks for a place to send a file to. Small files can be sent as multipart to `/ingest/upload` instead.',
  })
  async createUpload(
    @Arg('input', () => CreateUploadInput, { description: 'What will be sent.' }) input: CreateUploadInput,
    @Ctx() { ingest }: RequestContext,
  ): Promise<{ readonly [Field in keyof UploadType]: UploadType[Field] }> {
    const { id, name, token, expiresAt } = await ingest.uploads.open(input.name);
    return { id: toGlobalId('Upload', id), name, path: placeOfUpload(token), mostBytes: mostUploadBytes, expiresAt };
  }

  @Restricted('ingest.run')
  @Mutation(() => IngestJobType, { description: 'Starts to ingest a file that was sent, once.' })
  async startUploadIngest(
    @Arg('input', () => StartUploadIngestInput, { description: 'Which file, and what is known of it.' })
    { uploadId, documentKind, ...names }: StartUploadIngestInput,
    @Ctx() { ingest, dataSource }: RequestContext,
  ): Promise<JobRow> {
    const { options, allowArchive } = requestOf('UPLOAD', 'upload', { ...names, kind: documentKind });
    const jobId = await ingest.uploads.start(keyOfType(uploadId, 'Upload'), options, allowArchive);
    return runningJob(dataSource, jobId);
  }
}
