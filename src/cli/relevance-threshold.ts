/** Stores in the configured library what an evaluation measured of its embedding model. */
import { graphql, operation } from '../typed-operation.js';
import type { CommandContext } from './command.js';
import { openLibrary } from './open-library.js';

const setThreshold = operation(
  graphql(`
    mutation SetRelevanceThreshold($model: String!, $threshold: Float!) {
      setRelevanceThreshold(input: { model: $model, threshold: $threshold }) {
        threshold
      }
    }
  `),
);

/** @throws OperationError when the library has no vectors of the model. */
export async function storeRelevanceThreshold(
  context: CommandContext,
  model: string,
  threshold: number,
): Promise<void> {
  const library = await openLibrary(context, { command: 'eval' });
  try {
    await library.execute(setThreshold, { model, threshold }, { signal: context.signal });
  } finally {
    await library.close();
  }
}
