/** API types of what readers say is wrong with a passage or a document. */
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { KeyedInput } from './payload.js';

@InputType({ description: 'What is wrong with a passage or a document: give one of `chunkKey` and `documentId`.' })
export class GiveFeedbackInput extends KeyedInput {
  @Field(() => String, { nullable: true, description: 'Key of the chunk.' })
  chunkKey?: string | null;

  @Field(() => ID, { nullable: true, description: 'The `id` of the document, if it is about all of it.' })
  documentId?: string | null;

  @Field(() => String, { description: 'What is wrong: 2,000 characters at most.' })
  text!: string;
}

@InputType({ description: 'Which feedback is closed.' })
export class CloseFeedbackInput {
  @Field(() => [ID], { description: 'Ids of the proposals, 100 at most.' })
  ids!: string[];

  @Field(() => Boolean, {
    description:
      'Whether it led to something. False: it is about what the source says, which this library does not change.',
  })
  isDone!: boolean;

  @Field(() => String, { description: 'What was done, or why not; 2,000 characters at most.' })
  reason!: string;
}

@ObjectType({ description: 'What became of feedback.', simpleResolvers: true })
export class GiveFeedbackPayload {
  @Field(() => Boolean, { description: 'True: curators see it.' })
  isReceived!: boolean;
}
