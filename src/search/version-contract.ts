/**
 * The version contract: a requested version is resolved by slug, label, alias or `latest`, and the answer says which
 * version serves it. There is no fallback: an unknown version serves nothing and names the nearest that exist.
 */
import type { ScopeVersion } from '../store/queries/scope-names.js';
import { compareVersionLabels, latestOf } from '../store/version-order.js';
import { commonPrefix } from './nearest.js';
import type { VersionResolution } from './request.js';

const nearestLimit = 3;

/** Lower case, without a leading `v` and without what people put between name and number. */
function normalised(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replace(/^v(?:ersion)?[\s._-]*(?=\d)/, '');
}

function matchOf(requested: string, version: ScopeVersion): 'EXACT' | 'ALIAS' | null {
  const name = requested.trim().toLowerCase();
  if (version.slug.toLowerCase() === name || version.label.toLowerCase() === name) return 'EXACT';
  const wanted = normalised(requested);
  const isAlias = [version.slug, version.label, ...version.aliases].some((alias) => normalised(alias) === wanted);
  return isAlias ? 'ALIAS' : null;
}

/** Versions nearest to a request: same beginning first, then the newest. */
function nearest(requested: string, versions: readonly ScopeVersion[]): string[] {
  const wanted = normalised(requested);
  return [...versions]
    .sort(
      (a, b) =>
        commonPrefix(normalised(b.label), wanted) - commonPrefix(normalised(a.label), wanted) ||
        compareVersionLabels(b.order, a.order),
    )
    .slice(0, nearestLimit)
    .map((version) => version.id);
}

/**
 * Resolves one requested version within one product.
 * @param versions the product's published versions, in any order.
 */
export function resolveVersion(
  requested: string,
  productId: string | null,
  versions: readonly ScopeVersion[],
): VersionResolution {
  const served = (version: ScopeVersion, match: 'EXACT' | 'ALIAS' | 'LATEST'): VersionResolution => ({
    requested,
    match,
    productId: version.productId,
    servedId: version.id,
    nearestIds: [],
  });
  const matches = versions.map((version) => ({ version, match: matchOf(requested, version) }));
  const exact = matches.find(({ match }) => match === 'EXACT') ?? matches.find(({ match }) => match === 'ALIAS');
  if (exact?.match) return served(exact.version, exact.match);
  if (requested.trim().toLowerCase() === 'latest') {
    const latest = latestOf(versions);
    if (latest) return served(latest, 'LATEST');
  }
  return { requested, match: 'NONE', productId, servedId: null, nearestIds: nearest(requested, versions) };
}

/**
 * Resolves a requested version over several products.
 * Named products each get an answer of their own; when no product was named, only those that have the version answer,
 * and one `NONE` stands for all when none has it.
 */
export function resolveVersionOver(
  requested: string,
  versions: readonly ScopeVersion[],
  namedProductIds: readonly string[] | null,
): VersionResolution[] {
  const productIds = namedProductIds ?? [...new Set(versions.map((version) => version.productId))];
  const answers = productIds.map((productId) =>
    resolveVersion(
      requested,
      productId,
      versions.filter((version) => version.productId === productId),
    ),
  );
  if (namedProductIds !== null && namedProductIds.length > 0) return answers;
  const served = answers.filter((answer) => answer.servedId !== null);
  return served.length > 0
    ? served
    : [{ requested, match: 'NONE', productId: null, servedId: null, nearestIds: nearest(requested, versions) }];
}
