/** Runs operations inside this process: same schema, cost limit and masking as over HTTP. */
import { execute, GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { CancelledError } from '../errors.js';
import { OperationError, type Execute, type ExecuteOptions, type Operation } from '../executor.js';
import { createContext, type ContextDependencies } from './context.js';
import { costOf, MOST_TOKENS } from './cost-limit.js';
import { presentError } from './errors.js';

const keptDocuments = 200;

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

function prepare(schema: GraphQLSchema, source: string): DocumentNode {
  const document = parsed(source);
  const [fault] = validate(schema, document);
  if (fault) throw refused('GRAPHQL_VALIDATION_FAILED', fault);
  return document;
}

/** An operation's text is parsed and validated at its first use only. */
export function createExecutor(schema: GraphQLSchema, dependencies: ContextDependencies): Execute {
  const documents = new LRUCache<string, DocumentNode>({ max: keptDocuments });

  function documentOf(source: string): DocumentNode {
    const document = documents.get(source) ?? prepare(schema, source);
    documents.set(source, document);
    return document;
  }

  return async <Data>(
    { name, source }: Operation,
    variables: Readonly<Record<string, unknown>> = {},
    { signal }: ExecuteOptions = {},
  ): Promise<Data> => {
    const contextValue = createContext(dependencies, signal === undefined ? {} : { signal });
    const failure = (error: unknown): OperationError => {
      const { message, extensions } = presentError(error, contextValue.logger);
      return new OperationError(extensions.code, message, extensions.details, { cause: error });
    };
    try {
      signal?.throwIfAborted();
      const document = documentOf(source);
      costOf(schema, { document, operationName: name, variables });
      const result = await execute({ schema, document, operationName: name, variableValues: variables, contextValue });
      signal?.throwIfAborted();
      if (result.errors?.[0]) throw result.errors[0];
      return result.data as Data;
    } catch (error) {
      if (signal?.aborted) throw failure(new CancelledError('The caller stopped waiting.', {}, { cause: error }));
      throw failure(error);
    }
  };
}
