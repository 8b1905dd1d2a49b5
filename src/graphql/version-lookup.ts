/** Finds one version of a product by what a caller calls it. */
import { resolveVersion } from '../search/version-contract.js';
import { isListedRow } from '../store/queries/visibility.js';
import { formerVersions } from '../store/queries/former-paths.js';
import type { VersionRow } from '../store/queries/catalogue.js';
import type { RequestContext } from './context.js';

/** By slug, label, alias or `latest` among the published; by slug alone among the archived; then by what it was called before. */
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
  const named = versions.find((version) => (servedId === null ? version.slug === name : version.id === servedId));
  return named ?? formerlyNamed(context, productId, name);
}

/** The version that the product had under that name, before it was moved or merged. */
async function formerlyNamed(
  { dataSource, loaders }: RequestContext,
  productId: string,
  name: string,
): Promise<VersionRow | null> {
  const [former] = await formerVersions(dataSource, [productId], name);
  return former === undefined ? null : loaders.version.load(former.versionId);
}
