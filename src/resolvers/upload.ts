/** Uploads in two steps: `createUpload`, PUT, `startUploadIngest`. */
import { toGlobalId } from 'graphql-relay';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { IngestPreview } from '../ingest/job/plan-job.js';
import { requestOf } from '../ingest/source/ingest-request.js';
import { mostUploadBytes, placeOfUpload } from '../ingest/source/upload/upload-store.js';
import type { Fields } from '../schema/fields.js';
import { StartUploadIngestPayload } from '../schema/ingest-job.js';
import { PreviewIngestPayload } from '../schema/ingest-preview.js';
import { CreateUploadInput, CreateUploadPayload, StartUploadIngestInput, type UploadType } from '../schema/upload.js';
import { runningJob, type JobRow } from '../store/queries/jobs.js';
import type { RequestContext } from '../graphql/context.js';
import { Restricted } from '../schema/restricted.js';
import { keyOfType } from '../graphql/node-id.js';

@Resolver()
export class UploadResolver {
  @Restricted('ingest.run')
  @Mutation(() => CreateUploadPayload, {
    description:
      'Asks for a place to send a file to. Small files can be sent as multipart to `/ingest/upload` instead.',
  })
  async createUpload(
    @Arg('input', () => CreateUploadInput, { description: 'What will be sent.' }) input: CreateUploadInput,
    @Ctx() { ingest }: RequestContext,
  ): Promise<{ readonly upload: Fields<UploadType> }> {
    const { id, name, token, expiresAt } = await ingest.uploads.open(input.name);
    const path = placeOfUpload(token);
    return { upload: { id: toGlobalId('Upload', id), name, path, mostBytes: mostUploadBytes, expiresAt } };
  }

  @Restricted('ingest.run')
  @Mutation(() => PreviewIngestPayload, {
    description:
      'What `startUploadIngest` would do, by unpacking, reading and hashing; nothing is written to the library, and the file goes on waiting.',
  })
  async previewUploadIngest(
    @Arg('input', () => StartUploadIngestInput, { description: 'Which file, and what is known of it.' })
    { uploadId, documentKind, ...names }: StartUploadIngestInput,
    @Ctx() { ingest, signal }: RequestContext,
  ): Promise<{ readonly preview: IngestPreview }> {
    const { options } = requestOf('UPLOAD', 'upload', { ...names, kind: documentKind });
    return { preview: await ingest.previewUpload(keyOfType(uploadId, 'Upload'), options, signal) };
  }

  @Restricted('ingest.run')
  @Mutation(() => StartUploadIngestPayload, { description: 'Starts to ingest a file that was sent, once.' })
  async startUploadIngest(
    @Arg('input', () => StartUploadIngestInput, { description: 'Which file, and what is known of it.' })
    { uploadId, documentKind, ...names }: StartUploadIngestInput,
    @Ctx() { ingest, dataSource }: RequestContext,
  ): Promise<{ readonly job: JobRow }> {
    const { options, allowArchive } = requestOf('UPLOAD', 'upload', { ...names, kind: documentKind });
    const jobId = await ingest.uploads.start(keyOfType(uploadId, 'Upload'), options, allowArchive);
    return { job: await runningJob(dataSource, jobId) };
  }
}
