/** API types of how the service runs. */
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Finding, FindingState as State } from '../doctor/finding.js';
import type { SettingInForce } from '../settings-in-force.js';
import type { Enumeration } from './enums.js';
import { IndexState, ModelState, StoreKind } from './store-enums.js';

export const FindingState: Enumeration<State> = {
  OK: 'OK',
  REPAIRED: 'REPAIRED',
  WARNING: 'WARNING',
  FAILED: 'FAILED',
};
registerEnumType(FindingState, {
  name: 'FindingState',
  description: 'What an examination says of what it looked at.',
  valuesConfig: {
    OK: { description: 'As it should be.' },
    REPAIRED: { description: 'Was wrong and no longer is.' },
    WARNING: { description: 'Works, but should be looked at.' },
    FAILED: { description: 'Is wrong.' },
  },
});

@ObjectType('ServicePart', { description: 'A part that the service needs.', simpleResolvers: true })
export class ServicePartType {
  @Field(() => String, { description: '`postgres` or `elasticsearch`.' })
  name!: string;

  @Field(() => Boolean, { description: 'It answers.' })
  isThere!: boolean;

  @Field(() => Boolean, { description: 'The service can answer nobody without it.' })
  isRequired!: boolean;

  @Field(() => Int, { description: 'Milliseconds that it took to answer, or to fail.' })
  ms!: number;
}

@ObjectType('SearchIndexState', { description: 'An index outside Postgres.', simpleResolvers: true })
export class SearchIndexStateType {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => IndexState, { description: 'What it is for.' })
  state!: string;

  @Field(() => Boolean, { description: 'It holds everything, apart from what waits in the outbox.' })
  complete!: boolean;
}

@ObjectType('LibraryModel', { description: 'An embedding model that the library knows.', simpleResolvers: true })
export class LibraryModelType {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Int, { description: 'Dimensions of its vectors.' })
  dimensions!: number;

  @Field(() => ModelState, { description: 'What it is for.' })
  state!: string;

  @Field(() => Int, { description: 'Passages of the library.' })
  passages!: number;

  @Field(() => Int, { description: 'Passages without a vector of it.' })
  missing!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'From which sum of cosine and coverage on its hits are relevant; null if what comes with it counts.',
  })
  relevanceThreshold!: number | null;

  @Field(() => Int, { description: 'Grows with every change of the threshold; give it back in one.' })
  thresholdRevision!: number;
}

@ObjectType('StoredBackup', { description: 'A backup that the service wrote by itself.', simpleResolvers: true })
export class StoredBackupType {
  @Field(() => String, { description: 'Name of the file.' })
  name!: string;

  @Field(() => GraphQLDateTime, { description: 'The moment that it shows.' })
  at!: Date;

  @Field(() => Float, { description: 'Bytes.' })
  bytes!: number;
}

@ObjectType('Setting', { description: 'A setting as it is in force.', simpleResolvers: true })
export class SettingType implements SettingInForce {
  @Field(() => String, { description: 'Name of the variable.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null when it is not set and has no usual value of its own. Secrets are masked.',
  })
  value!: string | null;

  @Field(() => Boolean, { description: 'The environment sets it.' })
  isSet!: boolean;

  @Field(() => Boolean, { description: 'The value, or part of it, is masked.' })
  isMasked!: boolean;
}

@ObjectType('Finding', { description: 'What an examination of the library found.', simpleResolvers: true })
export class FindingType implements Omit<Finding, 'figures'> {
  @Field(() => String, { description: 'What was examined; stable.' })
  check!: string;

  @Field(() => FindingState, { description: 'What is said of it.' })
  state!: keyof typeof FindingState;

  @Field(() => String, { description: 'What was found and, where it is wrong, what to do.' })
  detail!: string;
}

@ObjectType('Operations', { description: 'How the service runs.' })
export class OperationsType {
  @Field(() => StoreKind, { description: 'Which Postgres it stands on.' })
  mode!: string;

  @Field(() => Int, { description: 'Changes that the search index was not told of yet; 0 without one.' })
  waiting!: number;

  @Field(() => Float, { description: 'Age of the oldest of them, in seconds.' })
  oldestSeconds!: number;

  @Field(() => Int, { description: 'Passages that the search index refused for good.' })
  deadLetters!: number;

  @Field(() => Float, { nullable: true, description: 'Milliseconds between two backups; null when none are written.' })
  backupEveryMs!: number | null;

  @Field(() => Int, { nullable: true, description: 'Backups that are kept; null when none are written.' })
  backupsKept!: number | null;
}
