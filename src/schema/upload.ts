/** API types of uploads in two steps. */
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { IngestNamesInput } from './ingest-source.js';
import { createPayloadType, KeyedInput, keyField } from './payload.js';

@ObjectType('Upload', {
  description: 'A place for one file, which is sent there over HTTP and then ingested with `startUploadIngest`.',
  simpleResolvers: true,
})
export class UploadType {
  @Field(() => ID, { description: 'Names it in `startUploadIngest`.' })
  id!: string;

  @Field(() => String, { description: 'Name that the file will be kept under.' })
  name!: string;

  @Field(() => String, {
    description:
      'Path on this service: send the bytes there with PUT, once. Answers 204 when the file has arrived whole. Whoever knows it may send; keep it to yourself.',
  })
  path!: string;

  @Field(() => Int, { description: 'Size of the file in bytes, at most.' })
  mostBytes!: number;

  @Field(() => GraphQLDateTime, { description: 'Until when the file has to be sent.' })
  expiresAt!: Date;
}

@InputType({ description: 'The file that will be sent.' })
export class CreateUploadInput extends KeyedInput {
  @Field(() => String, {
    description:
      'Name of the file: a document, a zip or a tar. A file of the same name is the same ingest source again.',
  })
  name!: string;
}

@InputType({ description: 'Which file is ingested, and what is known of it.' })
export class StartUploadIngestInput extends IngestNamesInput implements KeyedInput {
  @Field(() => String, keyField)
  idempotencyKey?: string | null;

  @Field(() => ID, { description: 'The `id` of an `Upload` whose file has arrived.' })
  uploadId!: string;
}

export const CreateUploadPayload = createPayloadType(
  'CreateUpload',
  { name: 'upload', type: () => UploadType },
  { payload: 'A place for one file.', field: 'The place.' },
);
