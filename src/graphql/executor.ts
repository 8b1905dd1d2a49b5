/** Runs operations inside this process: same schema, cost limit and masking as over HTTP. */
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { anonymous } from '../caller.js';
import { OperationError, type Execute, type ExecuteOptions, type Operation, type Variables } from '../executor.js';
import { createContext, type ContextDependencies } from './context.js';
import { costOf } from './cost-limit.js';
import { presentError } from './errors.js';
import type { OperationRunner } from './operation-runner.js';
import { prepareOperation } from './prepare-operation.js';

const keptDocuments = 200;

/** An operation's text is parsed and validated at its first use only. */
export function createExecutor(
  schema: GraphQLSchema,
  dependencies: ContextDependencies,
  operations: OperationRunner,
): Execute {
  const documents = new LRUCache<string, DocumentNode>({ max: keptDocuments });

  function documentOf(source: string): DocumentNode {
    const document = documents.get(source) ?? prepareOperation(schema, source);
    documents.set(source, document);
    return document;
  }

  return async <Data, Asked>(
    { name, source }: Operation<Data, Asked>,
    given?: Asked,
    { caller = anonymous('GRAPHQL'), client, peer, signal }: ExecuteOptions = {},
  ): Promise<Data> => {
    const variables: Variables = given ?? {};
    const context = createContext(dependencies, {
      hasThrownRefusals: true,
      caller: client === undefined ? caller : { ...caller, client },
      ...(peer !== undefined && { peer }),
      ...(signal !== undefined && { signal }),
    });
    try {
      const document = documentOf(source);
      const { requested: cost } = costOf(schema, { document, operationName: name, variables });
      const result = await operations.run({ document, operationName: name, variables, context, cost });
      if (result.errors?.[0]) throw result.errors[0];
      return result.data as Data;
    } catch (error) {
      const { message, extensions } = presentError(error, context.logger);
      throw new OperationError(extensions.code, message, extensions.details, { cause: error });
    }
  };
}
