/** The library that runs models. Its package may be left out of an installation whose vectors come from an endpoint. */

import type * as Runtime from 'onnxruntime-common';
import { ModelInvalidError } from '../errors.js';

// Not a literal, so that what does not have the package can be built too.
const packageName: string = 'onnxruntime-node';

/** @throws ModelInvalidError if its package is not installed. */
export function requireRuntime(): void {
  try {
    import.meta.resolve(packageName);
  } catch (error) {
    throw new ModelInvalidError(
      `The package ${packageName}, which runs embedding models, is not installed. Run npm ci, or name an endpoint by EMBEDDING_URL.`,
      { package: packageName },
      { cause: error },
    );
  }
}

export async function importRuntime(): Promise<typeof Runtime> {
  return (await import(packageName)) as typeof Runtime;
}
