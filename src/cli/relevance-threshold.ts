/** Stores in the configured library what an evaluation measured of its embedding model. */
import type { Operation } from '../executor.js';
import type { CommandContext } from './command.js';
import { openLibrary } from './open-library.js';

const operation: Operation = {
  name: 'SetRelevanceThreshold',
  source: /* GraphQL */ `
    mutation SetRelevanceThreshold($model: String!, $threshold: Float!) {
      setRelevanceThreshold(input: { model: $model, threshold: $threshold }) {
        threshold
      }
    }
  `,
};

/** @throws OperationError when the library has no vectors of the model. */
export async function storeRelevanceThreshold(
  context: CommandContext,
  model: string,
  threshold: number,
): Promise<void> {
  const library = await openLibrary(context, { command: 'eval' });
  try {
    await library.execute(operation, { model, threshold }, { signal: context.signal });
  } finally {
    await library.close();
  }
}
