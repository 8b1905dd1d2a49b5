/** Series of versions: `1.12` covers 1.12.2, `9.x` covers 9.18, and a version called `5.5.x` covers 5.5.3. */
import type { ScopeVersion } from '../store/queries/scope-names.js';
import { isMovingLabel, newestFirst } from '../store/version-order.js';

/** `5.8.x`, `5.8.*`, `5.X`. */
const placeholder = /[._-](?:x|\*)$/;

function isSeries(label: string): boolean {
  return placeholder.test(label);
}

function baseOf(label: string): string {
  return label.replace(placeholder, '');
}

/** Whether a longer name goes on behind the shorter one with a part of its own: 1.12.2 does behind 1.12, not behind 1.1. */
function continues(longer: string, shorter: string): boolean {
  if (!longer.startsWith(shorter) || longer.length === shorter.length) return false;
  return !(/\d$/.test(shorter) && /^\d/.test(longer.slice(shorter.length)));
}

/**
 * Versions that a series stands for, newest first; or the one version that is the series which holds the request.
 * @param requested normalised, as are the names of the versions.
 * @param nameOf gives a version's name in the same form.
 */
export function seriesMembers(
  requested: string,
  versions: readonly ScopeVersion[],
  nameOf: (version: ScopeVersion) => string,
): ScopeVersion[] {
  const base = baseOf(requested);
  if (!/^\p{L}*\d/u.test(base)) return [];
  const releases = versions.filter(({ preview, label }) => !preview && !isMovingLabel(label));
  const members = releases.filter((version) => {
    const name = nameOf(version);
    return continues(baseOf(name), base) || (baseOf(name) === base && name !== requested);
  });
  if (members.length > 0) return newestFirst(members);
  const covering = releases.filter((version) => {
    const name = nameOf(version);
    return isSeries(name) && continues(requested, baseOf(name));
  });
  const [closest] = covering.toSorted((a, b) => nameOf(b).length - nameOf(a).length);
  return closest === undefined ? [] : [closest];
}
