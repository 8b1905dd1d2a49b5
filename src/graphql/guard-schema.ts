/** Makes the schema ask, before it resolves a field that is marked as restricted, whether the caller may use it. */
import {
  defaultFieldResolver,
  GraphQLError,
  isObjectType,
  Kind,
  OperationTypeNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { authorize, type Action } from '../access/may.js';
import type { Caller } from '../caller.js';
import { DomainError } from '../errors.js';
import type { RequestContext } from './context.js';

function actionOf(field: GraphQLField<unknown, RequestContext>): Action | undefined {
  return field.extensions['action'] as Action | undefined;
}

function guard(field: GraphQLField<unknown, RequestContext>, action: Action): void {
  const { resolve = defaultFieldResolver, subscribe } = field;
  field.resolve = (source, args, context, info) => {
    authorize(context.caller, action);
    return resolve(source, args, context, info);
  };
  if (subscribe === undefined) return;
  field.subscribe = (source, args, context, info) => {
    authorize(context.caller, action);
    return subscribe(source, args, context, info);
  };
}

/** What asks nothing else asks for leave to read: a library may be closed. */
function isReading(type: GraphQLObjectType, schema: GraphQLSchema): boolean {
  return type === schema.getQueryType() || type === schema.getSubscriptionType();
}

/**
 * Guards every field that is marked, at every door.
 * @throws Error when a mutation is not marked: what changes something is denied unless allowed.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields()) as GraphQLField<unknown, RequestContext>[]) {
      const action = actionOf(field) ?? (isReading(type, schema) ? 'library.read' : undefined);
      if (action !== undefined) guard(field, action);
      else if (type === schema.getMutationType()) {
        throw new Error(`The mutation ${field.name} does not say who may use it; decorate it with @Restricted.`);
      }
    }
  }
  return schema;
}

/**
 * Refuses a mutation as a whole, before it runs, so that an HTTP door can answer with the right status. Fragments on the
 * root are left to the fields themselves.
 * @throws GraphQLError `FORBIDDEN` with HTTP status 403, `UNAUTHENTICATED` with 401.
 */
export function refuseMutation(schema: GraphQLSchema, operation: OperationDefinitionNode, caller: Caller): void {
  if (operation.operation !== OperationTypeNode.MUTATION) return;
  const fields = schema.getMutationType()?.getFields() ?? {};
  for (const selection of operation.selectionSet.selections) {
    const field = selection.kind === Kind.FIELD ? fields[selection.name.value] : undefined;
    const action = field && actionOf(field as GraphQLField<unknown, RequestContext>);
    if (action === undefined) continue;
    try {
      authorize(caller, action);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new GraphQLError(error.message, {
        extensions: {
          code: error.code,
          details: error.details,
          http: { status: error.code === 'UNAUTHENTICATED' ? 401 : 403 },
        },
      });
    }
  }
}
