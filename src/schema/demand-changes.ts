/** API types of what curators make of questions. */
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { QuestionState, QuestionVerdict } from './demand.js';
import { KeyedInput } from './payload.js';

@InputType({ description: 'A hit that somebody opened.' })
export class RecordOpeningInput {
  @Field(() => String, { description: '`openToken` of the hit.' })
  token!: string;
}

@ObjectType({ description: 'What became of an opening.', simpleResolvers: true })
export class RecordOpeningPayload {
  @Field(() => Boolean, { description: 'False when who asks wants no track to be kept.' })
  isTracked!: boolean;
}

@InputType({ description: 'What a curator makes of questions. What it says before is replaced as a whole.' })
export class QuestionMarkInput {
  @Field(() => [String], { description: 'Their words; case and white space do not matter. 1 to 100.' })
  questions!: string[];

  @Field(() => QuestionState, { description: 'What is made of them.' })
  state!: keyof typeof QuestionState;

  @Field(() => QuestionVerdict, { nullable: true, description: 'What work they lead to; left out: what the log says.' })
  verdict?: keyof typeof QuestionVerdict | null;

  @Field(() => String, { nullable: true, description: 'Why; 1,000 characters at most.' })
  note?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Highest `revision` that you saw of them, or of their groups; left out or 0 if nobody had marked one of them.',
  })
  expectedRevision?: number | null;
}

@ObjectType({ description: 'Questions and what is made of them.', simpleResolvers: true })
export class MarkQuestionsPayload {
  @Field(() => [String], { description: 'Their words, as reports show them.' })
  questions!: string[];

  @Field(() => QuestionState, { description: 'What is made of them.' })
  state!: keyof typeof QuestionState;

  @Field(() => Int, { description: '`revision` that each of them has now.' })
  revision!: number;
}

@InputType({ description: 'Which questions are sent to the webhook.' })
export class SendQuestionsInput extends KeyedInput {
  @Field(() => [String], { description: 'Their words; 1 to 100.' })
  questions!: string[];
}

@ObjectType({ description: 'What was sent to the webhook.', simpleResolvers: true })
export class SendQuestionsPayload {
  @Field(() => Int, { description: 'How many groups.' })
  sent!: number;
}

@InputType({ description: 'Which logged searches are erased.' })
export class EraseSearchesInput {
  @Field(() => String, { description: 'A text of 3 characters at least.' })
  containing!: string;
}

@ObjectType({ description: 'Logged searches that were erased.', simpleResolvers: true })
export class EraseSearchesPayload {
  @Field(() => Int, { description: 'How many there were.' })
  erased!: number;
}
