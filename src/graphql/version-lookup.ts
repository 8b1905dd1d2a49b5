/** Finds one version of a product by what a caller calls it. */
import { resolveVersion } from '../search/version-contract.js';
import { isListedRow } from '../store/queries/visibility.js';
import type { VersionRow } from '../store/queries/catalogue.js';
import type { RequestContext } from './context.js';

/** By slug, label, alias or `latest` among the published; by slug alone among the archived. */
export async function versionNamed(
  context: RequestContext,
  productId: string,
  name: string,
): Promise<VersionRow | null> {
  const versions = await context.loaders.versionsOfProduct.load(productId);
  const published = versions.filter(isListedRow);
  const resolution = resolveVersion(name, productId, published);
  // A field that gives a version can't say that it is another one than was asked for.
  const servedId = resolution.match === 'SERIES' ? null : resolution.servedId;
  return versions.find((version) => (servedId === null ? version.slug === name : version.id === servedId)) ?? null;
}
