/** From a request to a plan: finds out what the source holds. */
import { realpath } from 'node:fs/promises';
import { NotFoundError } from '../../errors.js';
import { withoutIncludedPartials } from './included-partials.js';
import type { IngestRequest } from './ingest-request.js';
import { planInstalledPackages } from './installed-packages.js';
import type { SourcePlan } from './plan.js';
import { planSource } from './plan-source.js';

/**
 * The request with the location that names the source from now on: two spellings of one place are one source.
 * @throws NotFoundError if there is nothing at the location.
 */
export async function locate(request: IngestRequest): Promise<IngestRequest> {
  return { ...request, location: await existing(request.location) };
}

/** @throws NotFoundError, ManifestError, BadInputError */
export function openSource({ kind, location, options }: IngestRequest): Promise<SourcePlan> {
  switch (kind) {
    case 'PACKAGES':
      return planInstalledPackages(location);
    default:
      return planSource(location, options).then(withoutIncludedPartials);
  }
}

async function existing(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw new NotFoundError(`${path} does not exist or can't be opened`, { path }, { cause });
  }
}
