/** Parses and validates what somebody asks, within the limits that hold at every door. */
import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { MOST_TOKENS } from './cost-limit.js';

function refused(code: string, fault: GraphQLError): GraphQLError {
  return new GraphQLError(fault.message, { ...(fault.nodes && { nodes: fault.nodes }), extensions: { code } });
}

function parsed(source: string): DocumentNode {
  try {
    return parse(source, { maxTokens: MOST_TOKENS });
  } catch (error) {
    throw error instanceof GraphQLError ? refused('GRAPHQL_PARSE_FAILED', error) : error;
  }
}

/** @throws GraphQLError with the code that Apollo Server gives such faults. */
export function prepareOperation(schema: GraphQLSchema, source: string): DocumentNode {
  const document = parsed(source);
  const [fault] = validate(schema, document);
  if (fault) throw refused('GRAPHQL_VALIDATION_FAILED', fault);
  return document;
}
