/**
 * Mutations give payloads: what another input would avoid is data in their `userErrors`, all else is an error; and a call
 * with an `idempotencyKey` is made once.
 */
import {
  defaultFieldResolver,
  getNullableType,
  GraphQLList,
  GraphQLNonNull,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { ConflictError, DomainError, REFUSAL_CODES, type RefusalCode } from '../errors.js';
import { isDeadlock } from '../store/deadlock.js';
import type { RequestContext } from './context.js';
import { once } from './once.js';

type Field = GraphQLField<unknown, RequestContext, { readonly input?: KeyedArguments }>;

interface KeyedArguments {
  readonly idempotencyKey?: string | null;
}

/** Of two that wait for each other, Postgres ended this one. */
function changedAtOnce(cause: unknown): ConflictError {
  return new ConflictError(
    'Somebody else was changing the same things at that moment, so nothing was changed. Try again.',
    {},
    { cause },
  );
}

/** A failure as data; null if no other input would avoid it. */
function refusalOf(error: unknown): object | null {
  if (!(error instanceof DomainError)) return null;
  const { code, message, details } = error;
  if (!REFUSAL_CODES.includes(code as RefusalCode)) return null;
  const { field = null, ...more } = details;
  return { code, message, field, details: Object.keys(more).length > 0 ? more : null };
}

const listOf = (type: GraphQLObjectType): GraphQLOutputType =>
  new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));

/** Its other fields become nullable: beside `userErrors` there may be nothing. */
function open(payload: GraphQLObjectType, userError: GraphQLObjectType): void {
  const fields = payload.getFields();
  for (const field of Object.values(fields)) {
    if (!isNonNullType(field.type)) continue;
    field.type = field.type.ofType;
    field.extensions = { ...field.extensions, isSemanticNonNull: true };
  }
  fields['userErrors'] = {
    name: 'userErrors',
    description: 'What kept it from being made; empty when it was.',
    type: listOf(userError),
    args: [],
    resolve: ({ userErrors = [] }: { readonly userErrors?: readonly object[] }) => userErrors,
    deprecationReason: undefined,
    extensions: {},
    astNode: undefined,
  };
}

const takesKey = ({ args }: Field): boolean => {
  const type = args[0] && getNullableType(args[0].type);
  return isInputObjectType(type) && 'idempotencyKey' in type.getFields();
};

function guard(field: Field, payload: GraphQLObjectType): void {
  const { resolve = defaultFieldResolver } = field;
  const isKeyed = takesKey(field);
  field.resolve = async (source, args, context, info) => {
    const { idempotencyKey: key, ...input } = args.input ?? {};
    // Resolvers do not see the key.
    const make = async (): Promise<unknown> => {
      const made: unknown = await resolve(source, isKeyed ? { ...args, input } : args, context, info);
      return made;
    };
    try {
      if (!isKeyed || key == null) return await make();
      return await once({ mutation: field.name, payload, key, input }, context, make);
    } catch (failure) {
      const error = isDeadlock(failure) ? changedAtOnce(failure) : failure;
      const refusal = context.hasThrownRefusals === true ? null : refusalOf(error);
      if (refusal === null) throw error;
      return { userErrors: [refusal] };
    }
  };
}

/**
 * @throws Error when a mutation gives what is no payload.
 */
export function presentRefusals(schema: GraphQLSchema): GraphQLSchema {
  const userError = schema.getType('UserError');
  if (!isObjectType(userError)) throw new Error('The schema has no type UserError.');
  const seen = new Set<GraphQLObjectType>();
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}) as Field[]) {
    const payload = getNullableType(field.type);
    if (!isObjectType(payload) || !payload.name.endsWith('Payload')) {
      throw new Error(`The mutation ${field.name} gives ${String(payload)}; make a payload with createPayloadType.`);
    }
    if (!seen.has(payload)) open(payload, userError);
    seen.add(payload);
    guard(field, payload);
  }
  return schema;
}
