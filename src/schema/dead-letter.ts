/** API type of what an index refused. */
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';

@ObjectType('DeadLetter', { description: 'A passage that the search index refused for good.', simpleResolvers: true })
export class DeadLetterType {
  @Field(() => String, { description: 'The index.' })
  index!: string;

  @Field(() => Int, { description: 'Status that it was refused with, as in HTTP.' })
  status!: number;

  @Field(() => String, { description: 'The reason that the index gave.' })
  reason!: string;

  @Field(() => GraphQLDateTime, { description: 'When it was refused last.' })
  createdAt!: Date;
}

export const DeadLetterConnection = createConnectionType('DeadLetter', () => DeadLetterType);
