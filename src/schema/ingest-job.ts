/** API types of ingest jobs. */
import { GraphQLDateTime } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { ReasonCode } from '../errors.js';
import type { JobFile } from '../store/entities/job-file.js';
import type { JobCounts } from '../store/entities/job-state.js';
import type { Job } from '../store/entities/job.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { IngestJobFilterInput } from './list-filters.js';
import { IngestJobOrder } from './list-order.js';
import { FileOutcome, JobKind, JobState } from './enums.js';
import { ErrorCode } from './error-code.js';
import { NodeType } from './node.js';
import { Restricted } from './restricted.js';
import { createPayloadType, KeyedInput } from './payload.js';

@ObjectType('JobCounts', { description: 'What a job did so far.', simpleResolvers: true })
export class JobCountsType implements JobCounts {
  @Field(() => Int, { description: 'Files seen for the first time.' })
  new!: number;

  @Field(() => Int, { description: 'Files whose content changed.' })
  changed!: number;

  @Field(() => Int, { description: 'Files that did not change.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Files that the source no longer has.' })
  archived!: number;

  @Field(() => Int, { description: 'Files that could not be ingested.' })
  failed!: number;

  @Field(() => Int, { description: 'Files that are not documentation.' })
  skipped!: number;

  @Field(() => Int, { description: 'Documents written.' })
  documents!: number;

  @Field(() => Int, { description: 'Passages that were new to the product.' })
  passagesNew!: number;

  @Field(() => Int, { description: 'Passages that another version or document already had.' })
  passagesShared!: number;

  @Field(() => Int, { description: 'Chunks written.' })
  chunks!: number;

  @Field(() => Int, { description: 'Pages without usable text in the files that it read.' })
  pagesWithoutText!: number;
}

@ObjectType('IngestJob', { implements: NodeType, description: 'One run of an ingest.', simpleResolvers: true })
export class IngestJobType
  extends NodeType
  implements
    Pick<
      Job,
      | 'kind'
      | 'state'
      | 'source'
      | 'startedAt'
      | 'heartbeatAt'
      | 'finishedAt'
      | 'acknowledgedAt'
      | 'error'
      | 'errorCode'
      | 'filesTotal'
      | 'filesDone'
      | 'warnings'
    >
{
  @Field(() => JobKind, { description: 'What it does.' })
  kind!: keyof typeof JobKind;

  @Field(() => JobState, { description: 'State of the job.' })
  state!: keyof typeof JobState;

  @Restricted('ingest.read')
  @Field(() => String, { description: 'What is ingested: the location of its ingest source.' })
  source!: string;

  @Field(() => GraphQLDateTime, { description: 'When it started.' })
  startedAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'Time of the last sign of life of a worker.' })
  heartbeatAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  finishedAt!: Date | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When somebody said that what failed in it may stay so; null if nobody did.',
  })
  acknowledgedAt!: Date | null;

  @Restricted('ingest.read')
  @Field(() => String, { nullable: true, description: 'Error message if the job failed.' })
  error!: string | null;

  @Field(() => ErrorCode, { nullable: true, description: 'Why, if the job failed.' })
  errorCode!: ReasonCode | null;

  @Restricted('ingest.read')
  @Field(() => [String], { description: 'Warnings, such as a missing vendor name.' })
  warnings!: string[];

  @Field(() => Int, { description: 'Files it has to look at, as far as known.' })
  filesTotal!: number;

  @Field(() => Int, { description: 'Files it is done with.' })
  filesDone!: number;
}

export const IngestJobConnection = createConnectionType('IngestJob', () => IngestJobType);

@ObjectType('JobFile', { implements: NodeType, description: 'What became of one file.', simpleResolvers: true })
export class JobFileType
  extends NodeType
  implements Pick<JobFile, 'path' | 'outcome' | 'reasonCode' | 'reason' | 'pagesWithoutText'>
{
  @Restricted('ingest.read')
  @Field(() => String, { description: 'Path in the source.' })
  path!: string;

  @Field(() => FileOutcome, { description: 'What became of it.' })
  outcome!: keyof typeof FileOutcome;

  @Field(() => ErrorCode, { nullable: true, description: 'The reason, if it was not taken.' })
  reasonCode!: ReasonCode | null;

  @Restricted('ingest.read')
  @Field(() => String, { nullable: true, description: 'The reason in words.' })
  reason!: string | null;

  @Field(() => Int, { description: 'Its pages without usable text.' })
  pagesWithoutText!: number;
}

export const JobFileConnection = createConnectionType('JobFile', () => JobFileType);

@ArgsType()
export class JobFilesArguments extends ConnectionArguments {
  @Field(() => FileOutcome, { nullable: true, description: 'Only files with this outcome.' })
  outcome?: keyof typeof FileOutcome | null;
}

@ArgsType()
export class IngestJobsArguments extends ConnectionArguments {
  @Field(() => IngestJobFilterInput, { nullable: true, description: 'Which; all if left out.' })
  filter?: IngestJobFilterInput | null;

  @Field(() => IngestJobOrder, { nullable: true, description: 'In what order.' })
  orderBy?: InstanceType<typeof IngestJobOrder> | null;
}

@InputType({ description: 'Which job is stopped.' })
export class CancelIngestJobInput {
  @Field(() => ID, { description: 'The `id` of an `IngestJob`.' })
  id!: string;
}

@InputType({ description: 'Which job is tried again.' })
export class RetryIngestJobInput extends KeyedInput {
  @Field(() => ID, { description: 'The `id` of an `IngestJob` that is over.' })
  id!: string;
}

@InputType({ description: 'Of which job what failed may stay so.' })
export class AcknowledgeIngestJobInput {
  @Field(() => ID, { description: 'The `id` of an `IngestJob` that is over.' })
  id!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'False to have it count as open again.' })
  isAcknowledged!: boolean;
}

export const AcknowledgeIngestJobPayload = createPayloadType(
  'AcknowledgeIngestJob',
  { name: 'job', type: () => IngestJobType },
  { payload: 'A job of which what failed may stay so.', field: 'The job.' },
);

export const StartIngestPayload = createPayloadType(
  'StartIngest',
  { name: 'job', type: () => IngestJobType },
  { payload: 'An ingest that was started.', field: 'The job.' },
);

export const StartIngestAgainPayload = createPayloadType(
  'StartIngestAgain',
  { name: 'job', type: () => IngestJobType },
  { payload: 'An ingest that was started again.', field: 'The job.' },
);

export const StartUploadIngestPayload = createPayloadType(
  'StartUploadIngest',
  { name: 'job', type: () => IngestJobType },
  { payload: 'An ingest of a file that was sent.', field: 'The job.' },
);

export const CancelIngestJobPayload = createPayloadType(
  'CancelIngestJob',
  { name: 'job', type: () => IngestJobType },
  { payload: 'A job that was stopped.', field: 'The job.' },
);

export const RetryIngestJobPayload = createPayloadType(
  'RetryIngestJob',
  { name: 'job', type: () => IngestJobType },
  { payload: 'A job that was started for what another has not done.', field: 'The job.' },
);
