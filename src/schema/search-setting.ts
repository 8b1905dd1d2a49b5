/** API types of what rules, synonyms and judgements have in common: who changed them, and what they were before. */
import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Caller } from '../caller.js';
import type { SearchSettingChange } from '../store/entities/search-setting-change.js';
import { CallerKindEnum } from './account.js';
import { ConnectionArguments, createConnectionType } from './connection.js';
import { Door, type Enumeration } from './enums.js';
import { KeyedInput } from './payload.js';

type Kind = SearchSettingChange['kind'];

export const SettingKind: Enumeration<Kind> = {
  SYNONYM: 'SYNONYM',
  RULE: 'RULE',
  JUDGEMENT: 'JUDGEMENT',
  PASSAGE_MARK: 'PASSAGE_MARK',
};
registerEnumType(SettingKind, {
  name: 'SearchSettingKind',
  description: 'What curators decide about searches, and say of their hits.',
  valuesConfig: {
    SYNONYM: { description: 'Words that mean the same to a search.' },
    RULE: { description: 'What is pinned, hidden, boosted or shown instead.' },
    JUDGEMENT: { description: 'How well something answers a question.' },
    PASSAGE_MARK: { description: 'A passage or pages that are hidden, or marked as wrong.' },
  },
});

@ObjectType({ simpleResolvers: true })
export abstract class SearchSettingType {
  @Field(() => ID, { description: 'Names it in changes.' })
  id!: string;

  @Field(() => Int, { description: 'Grows with every change; give it back in one.' })
  revision!: number;

  @Field(() => String, { description: 'Who changed it last.' })
  callerName!: string;

  @Field(() => GraphQLDateTime, { description: 'When it was changed last.' })
  changedAt!: Date;
}

@InputType()
export abstract class SeenSettingInput {
  @Field(() => ID, { description: 'Of the rule, synonym, judgement or mark.' })
  id!: string;

  @Field(() => Int, {
    description: '`revision` as it was seen. `CONFLICT` if somebody changed it since; the details say who.',
  })
  expectedRevision!: number;
}

@InputType({ description: 'Which rule, synonym, judgement or mark is deleted, as the curator saw it.' })
export class DeleteSettingInput extends SeenSettingInput {}

@ObjectType({ description: 'A rule, synonym, judgement or mark that was deleted.', simpleResolvers: true })
export class DeletedSettingPayload {
  @Field(() => ID, { description: 'The `id` that it had.' })
  id!: string;
}

@InputType({ description: 'Which rule or synonym comes back that was deleted.' })
export class RestoreSettingInput extends KeyedInput {
  @Field(() => ID, { description: 'The `id` that it had.' })
  id!: string;
}

@ObjectType('SearchSettingChange', {
  description: 'One change of a rule, a synonym, a judgement or a mark: the whole before and after.',
  simpleResolvers: true,
})
export class SearchSettingChangeType implements Pick<
  SearchSettingChange,
  'at' | 'kind' | 'settingId' | 'revision' | 'before' | 'after' | 'callerName' | 'callerKind' | 'door'
> {
  @Field(() => ID, { description: 'Names the change.' })
  id!: unknown;

  @Field(() => GraphQLDateTime, { description: 'When.' })
  at!: Date;

  @Field(() => SettingKind, { description: 'What was changed.' })
  kind!: Kind;

  @Field(() => ID, { description: 'Of the rule, synonym, judgement or mark; it may be deleted.' })
  settingId!: string;

  @Field(() => Int, { description: 'Revision that it got by the change.' })
  revision!: number;

  @Field(() => GraphQLJSON, { nullable: true, description: 'As it was before; null when it was made.' })
  before!: Readonly<Record<string, unknown>> | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'As it was after; null when it was deleted.' })
  after!: Readonly<Record<string, unknown>> | null;

  @Field(() => String, { description: 'Name of who changed it.' })
  callerName!: string;

  @Field(() => CallerKindEnum, { description: 'What sort of caller it was.' })
  callerKind!: Caller['kind'];

  @Field(() => Door, { description: 'Where it came in.' })
  door!: keyof typeof Door;
}

export const SearchSettingChangeConnection = createConnectionType('SearchSettingChange', () => SearchSettingChangeType);

@ArgsType()
export class SettingListArguments extends ConnectionArguments {
  @Field(() => String, { nullable: true, description: 'Only those with this text in them, in any case.' })
  contains?: string | null;
}
