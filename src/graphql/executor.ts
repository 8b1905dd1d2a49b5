/** Runs operations inside this process: same schema, cost limit and masking as over HTTP. */
import { execute, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { anonymous } from '../caller.js';
import { CancelledError } from '../errors.js';
import { OperationError, type Execute, type ExecuteOptions, type Operation } from '../executor.js';
import { createContext, type ContextDependencies } from './context.js';
import { costOf } from './cost-limit.js';
import { presentError } from './errors.js';
import { prepareOperation } from './prepare-operation.js';

const keptDocuments = 200;

/** An operation's text is parsed and validated at its first use only. */
export function createExecutor(schema: GraphQLSchema, dependencies: ContextDependencies): Execute {
  const documents = new LRUCache<string, DocumentNode>({ max: keptDocuments });

  function documentOf(source: string): DocumentNode {
    const document = documents.get(source) ?? prepareOperation(schema, source);
    documents.set(source, document);
    return document;
  }

  return async <Data>(
    { name, source }: Operation,
    variables: Readonly<Record<string, unknown>> = {},
    { caller = anonymous('GRAPHQL'), client, peer, signal }: ExecuteOptions = {},
  ): Promise<Data> => {
    const contextValue = createContext(dependencies, {
      caller: client === undefined ? caller : { ...caller, client },
      ...(peer !== undefined && { peer }),
      ...(signal !== undefined && { signal }),
    });
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
