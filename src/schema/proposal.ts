/** API types of what is proposed to curators, and of their answers. */
import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Caller } from '../caller.js';
import type { EditError } from '../curation/edit-error.js';
import type { ProposalRow } from '../store/queries/proposals.js';
import { CallerKindEnum } from './account.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { createPayloadType, KeyedInput, UserErrorType } from './payload.js';
import { ProposalKind, ProposalState, SubjectKind } from './curation-enums.js';
import { Door } from './enums.js';

@ObjectType('ProposedChange', { description: 'One field that a proposal would change.' })
export class ProposedChangeType {
  @Field(() => String, { description: 'Its name, as in `set` of an edit.' })
  field!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The value that is proposed; null also for a reset.' })
  proposed!: unknown;

  @Field(() => Boolean, { description: 'Whether it is to go back to what the source says.' })
  isReset!: boolean;
}

@ObjectType('Proposal', {
  description: 'What somebody who may not change the library asks curators for: other values, or a look at a passage.',
})
export class ProposalType implements Pick<
  ProposalRow,
  | 'at'
  | 'kind'
  | 'state'
  | 'subjectKind'
  | 'subjectPath'
  | 'chunkKey'
  | 'quote'
  | 'note'
  | 'authorName'
  | 'authorKind'
  | 'door'
  | 'reviewerName'
  | 'reviewedAt'
  | 'reason'
> {
  @Field(() => ID, { description: 'Names it in answers.' })
  id!: string;

  @Field(() => GraphQLDateTime, { description: 'When it was proposed.' })
  at!: Date;

  @Field(() => ProposalKind, { description: 'What is asked for.' })
  kind!: keyof typeof ProposalKind;

  @Field(() => ProposalState, { description: 'What became of it.' })
  state!: keyof typeof ProposalState;

  @Field(() => SubjectKind, { description: 'What sort of thing it is about.' })
  subjectKind!: keyof typeof SubjectKind;

  @Field(() => String, { description: 'Slugs of the thing, joined by `/`.' })
  subjectPath!: string;

  @Field(() => String, { nullable: true, description: 'Of feedback: key of the chunk that it is about.' })
  chunkKey!: string | null;

  @Field(() => String, { nullable: true, description: 'Of feedback: how the passage began when it was given.' })
  quote!: string | null;

  @Field(() => String, { nullable: true, description: 'Why, as the author wrote it.' })
  note!: string | null;

  @Field(() => String, { description: 'Name of who proposed it.' })
  authorName!: string;

  @Field(() => CallerKindEnum, { description: 'What sort of caller that is.' })
  authorKind!: Caller['kind'];

  @Field(() => Door, { description: 'Where it came in.' })
  door!: keyof typeof Door;

  @Field(() => String, { nullable: true, description: 'Name of who answered it.' })
  reviewerName!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was answered.' })
  reviewedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was answered so.' })
  reason!: string | null;
}

export const ProposalConnection = createConnectionType('Proposal', () => ProposalType);

@InputType({ description: 'Which proposals. Everything that is given must hold; of a list, one entry.' })
export class ProposalFilterInput {
  @Field(() => [ProposalKind], { nullable: true, description: 'What is asked for.' })
  kinds?: (keyof typeof ProposalKind)[] | null;

  @Field(() => [ProposalState], { nullable: true, description: 'What became of them.' })
  states?: (keyof typeof ProposalState)[] | null;

  @Field(() => [SubjectKind], { nullable: true, description: 'What sort of thing they are about.' })
  subjectKinds?: (keyof typeof SubjectKind)[] | null;

  @Field(() => [String], { nullable: true, description: 'Paths of the things.' })
  paths?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Stands in the path of the thing, in any case.' })
  pathContains?: string | null;

  @Field(() => String, { nullable: true, description: 'Stands in the name of the author, in any case.' })
  authorContains?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: only what you proposed yourself.' })
  mine?: boolean | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Proposed then or later.' })
  since?: Date | null;
}

@ArgsType()
export class ProposalsArguments extends ConnectionArguments {
  @Field(() => ProposalFilterInput, { nullable: true, description: 'Which; all if left out.' })
  filter?: ProposalFilterInput | null;
}

@InputType({ description: 'A value that a field should have.' })
export class ProposedValueInput {
  @Field(() => String, { description: 'Name of the field, as in `set` of an edit of that thing.' })
  field!: string;

  @Field(() => GraphQLJSON, { nullable: true, description: 'As in an edit; null for nothing, where that may be.' })
  value?: unknown;
}

@InputType({ description: 'What should be changed of one thing.' })
export class ProposeChangesInput extends KeyedInput {
  @Field(() => ID, { description: 'Of a vendor, product, version or document.' })
  id!: string;

  @Field(() => [ProposedValueInput], { nullable: true, description: 'Values to set.' })
  set?: ProposedValueInput[] | null;

  @Field(() => [String], { nullable: true, description: 'Fields that should go back to what the source says.' })
  reset?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Why: 2,000 characters at most. Curators read it.' })
  note?: string | null;
}

@ObjectType('ProposeChangesPayload', { description: 'What became of a proposal.', simpleResolvers: true })
export class ProposeChangesPayloadType {
  @Field(() => ProposalType, { nullable: true, description: 'It waits for a curator; null if it was not taken.' })
  proposal!: object | null;

  userErrors!: readonly EditError[];
}

@ObjectType('ProposalRefusal', { description: 'A proposal that was not answered, and why.', simpleResolvers: true })
export class ProposalRefusalType {
  @Field(() => ProposalType, { description: 'The proposal; it stays as it was.' })
  proposal!: object;

  @Field(() => [UserErrorType], { description: 'Why; one at least.' })
  userErrors!: readonly EditError[];
}

@InputType({ description: 'Which proposals are accepted.' })
export class AcceptProposalsInput extends KeyedInput {
  @Field(() => [ID], { description: 'Their ids, 100 at most.' })
  ids!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Why; kept in the history of the thing. What the author wrote, if left out.',
  })
  note?: string | null;
}

@ObjectType('AcceptProposalsPayload', {
  description: 'What was made of proposals. Those that could not be made stay open.',
  simpleResolvers: true,
})
export class AcceptProposalsPayloadType {
  @Field(() => [ProposalType], { description: 'Those that were accepted, oldest first.' })
  accepted!: readonly object[];

  @Field(() => [ProposalRefusalType], { description: 'Those that were not, each with the reason.' })
  refused!: readonly object[];

  @Field(() => Int, { description: 'Fields that changed.' })
  changed!: number;

  @Field(() => [ID], { description: 'Ids of the changes, oldest first: `undoChanges` takes single ones back.' })
  changeIds!: readonly unknown[];

  @Field(() => ID, {
    nullable: true,
    description: 'The bulk that the changes make up, if several were named: `undoChanges` takes it back.',
  })
  bulkId!: string | null;
}

@InputType({ description: 'Which proposals are rejected.' })
export class RejectProposalsInput {
  @Field(() => [ID], { description: 'Their ids, 100 at most.' })
  ids!: string[];

  @Field(() => String, { description: 'Why; their authors read it. 2,000 characters at most.' })
  reason!: string;
}

@ObjectType('CloseProposalsPayload', { description: 'What was answered without a change.', simpleResolvers: true })
export class CloseProposalsPayloadType {
  @Field(() => [ProposalType], { description: 'Those that were answered, oldest first.' })
  closed!: readonly object[];

  @Field(() => [ProposalRefusalType], { description: 'Those that were not, each with the reason.' })
  refused!: readonly object[];
}

@InputType({ description: 'Which proposal is taken back.' })
export class WithdrawProposalInput {
  @Field(() => ID, { description: 'Its `id`.' })
  id!: string;
}

export const WithdrawProposalPayload = createPayloadType(
  'WithdrawProposal',
  { name: 'proposal', type: () => ProposalType },
  { payload: 'A proposal that its author took back.', field: 'The proposal.' },
);
