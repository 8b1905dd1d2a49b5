/** What mutations give: one type for each, whose `userErrors` the schema adds by itself. */
import { GraphQLJSON } from 'graphql-scalars';
import { Field, InputType, ObjectType, type ClassType } from 'type-graphql';
import type { EditError } from '../curation/edit-error.js';
import { UserErrorCode } from './user-error-code.js';

@ObjectType('UserError', {
  description: 'What keeps a mutation from being made, and what its caller can put right.',
  simpleResolvers: true,
})
export class UserErrorType implements Record<keyof EditError, unknown> {
  @Field(() => UserErrorCode, { description: 'Stable code; docs/errors.md says what to do about each.' })
  code!: keyof typeof UserErrorCode;

  @Field(() => String, { nullable: true, description: 'The field it is about; null if it is about all of it.' })
  field!: string | null;

  @Field(() => String, { description: 'What is wrong and what to do.' })
  message!: string;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description:
      'What else is known, such as `limit`, `nearest`, or with `CONFLICT` the `current` values; null if nothing.',
  })
  details?: Readonly<Record<string, unknown>> | null;
}

/** Of the field that every input has whose mutation makes or begins something. */
export const keyField = {
  nullable: true,
  description:
    'A random text of your choice, 16 to 200 characters, such as a UUID: sent again within 24 hours with the same input, it gives what the first call gave and does nothing again. `CONFLICT` if you used it for another input.',
} as const;

/** Base of what asks for something to be made or begun. */
@InputType()
export abstract class KeyedInput {
  @Field(() => String, keyField)
  idempotencyKey?: string | null;
}

/** The type `<name>Payload`, for mutations that give one thing. */
export function createPayloadType(
  name: string,
  field: { readonly name: string; readonly type: () => ClassType; readonly isNullable?: true },
  texts: { readonly payload: string; readonly field: string },
): ClassType {
  @ObjectType(`${name}Payload`, { description: texts.payload, simpleResolvers: true })
  class PayloadType {}
  const options = { description: texts.field, nullable: field.isNullable ?? false };
  Field(field.type, options)(PayloadType.prototype, field.name);
  return PayloadType;
}
