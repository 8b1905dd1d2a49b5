/**
 * The version contract: a requested version is resolved by slug, label, alias, `latest` or as a series, and the answer
 * says which version serves it. There is no fallback: an unknown version serves nothing and names the nearest that exist.
 */
import type { ScopeVersion } from '../store/queries/scope-names.js';
import { compareVersionLabels, isMovingLabel, latestOf } from '../store/version-order.js';
import { commonPrefix } from './nearest.js';
import type { VersionMatch, VersionResolution } from './request.js';
import { seriesMembers } from './version-series.js';

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

const numbersOf = (label: string): number[] => (label.match(/\d+/g) ?? []).map(Number);

/** Where the numbers of a version begin to differ from those of the request, and by how much. */
interface Distance {
  /** Place of the first number that differs; a later place is nearer. */
  readonly place: number;
  /** Of the version's number less the request's. */
  readonly difference: number;
}

function distanceOf(label: string, requested: readonly number[]): Distance {
  const numbers = numbersOf(label);
  const length = Math.max(numbers.length, requested.length);
  for (let place = 0; place < length; place += 1) {
    const difference = (numbers[place] ?? 0) - (requested[place] ?? 0);
    if (difference !== 0) return { place, difference };
  }
  return { place: Number.MAX_SAFE_INTEGER, difference: 0 };
}

/** Negative when `a` is nearer. */
function compareDistances(a: Distance, b: Distance): number {
  return b.place - a.place || Math.abs(a.difference) - Math.abs(b.difference);
}

/**
 * Versions nearest to a request in the vendor's order: releases first; on either side the one next to it before those
 * behind; of equally near ones the newer. A request without numbers is nearest to what begins like it.
 */
function nearest(requested: string, versions: readonly ScopeVersion[]): string[] {
  const wanted = normalised(requested);
  const numbers = numbersOf(wanted);
  return versions
    .map((version) => {
      const name = normalised(version.label);
      return { version, distance: distanceOf(name, numbers), begins: commonPrefix(name, wanted) };
    })
    .sort((a, b) => {
      const newer = compareVersionLabels(b.version.order, a.version.order);
      const areNewer = a.distance.difference > 0 && b.distance.difference > 0;
      return (
        Number(a.version.preview) - Number(b.version.preview) ||
        Number(isMovingLabel(a.version.label)) - Number(isMovingLabel(b.version.label)) ||
        (numbers.length > 0 ? compareDistances(a.distance, b.distance) : b.begins - a.begins) ||
        (numbers.length > 0 && areNewer ? -newer : newer)
      );
    })
    .slice(0, nearestLimit)
    .map(({ version }) => version.id);
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
  const served = (
    version: ScopeVersion,
    match: Exclude<VersionMatch, 'NONE'>,
    others: readonly ScopeVersion[] = [],
  ): VersionResolution => ({
    requested,
    match,
    productId: version.productId,
    servedId: version.id,
    otherIds: others.map(({ id }) => id),
    nearestIds: [],
  });
  const matches = versions.map((version) => ({ version, match: matchOf(requested, version) }));
  const exact = matches.find(({ match }) => match === 'EXACT') ?? matches.find(({ match }) => match === 'ALIAS');
  if (exact?.match) return served(exact.version, exact.match);
  if (requested.trim().toLowerCase() === 'latest') {
    const latest = latestOf(versions);
    if (latest) return served(latest, 'LATEST');
  }
  const [newest, ...others] = seriesMembers(normalised(requested), versions, ({ label }) => normalised(label));
  if (newest) return served(newest, 'SERIES', others);
  return none(requested, productId, versions);
}

function none(requested: string, productId: string | null, versions: readonly ScopeVersion[]): VersionResolution {
  const nearestIds = nearest(requested, versions);
  return { requested, match: 'NONE', productId, servedId: null, otherIds: [], nearestIds };
}

/**
 * Resolves a requested version over several products.
 * Named products each get an answer of their own; when no product was named, only those that have the version answer,
 * those with the very version before those with its series, and one `NONE` stands for all when none has it.
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
  if (namedProductIds !== null) return answers;
  const served = answers.filter((answer) => answer.servedId !== null);
  const exactly = served.filter(({ match }) => match !== 'SERIES');
  if (served.length > 0) return exactly.length > 0 ? exactly : served;
  return [none(requested, null, versions)];
}
