/** Which version is newer, and which is the latest. Vendors' labels follow no common scheme, so labels compare as people read them. */
import type { LifecycleState } from './entities/lifecycle-state.js';
import { isListedRow } from './queries/visibility.js';

/** What the order and the latest version depend on: effective values, overrides applied. */
export interface VersionRank {
  readonly label: string;
  /** The label by which it is put in order; its own, unless a curator gave another. */
  readonly order: string;
  /** A curator made it the latest of its product. */
  readonly pinned: boolean;
  readonly preview: boolean;
  readonly state: LifecycleState;
}

/** Label of what has no version; older than anything that has one. */
export const UNVERSIONED = 'unversioned';

const collator = new Intl.Collator('en-u-kn-true');

/** Branches and names that point now here, now there; no release is called so. Postgres reads the expression, too. */
export const moving =
  /^(?:master|main|trunk|head|tip|dev|devel|develop|development|nightly|edge|canary|snapshot|unstable|next|latest|current|stable)$/i;

/** A day or a month, such as that of a copy of a site. Postgres reads the expression, too. */
export const date = /^(?:19|20)\d\d-\d\d(?:-\d\d)?$/;

/** What is published before the release of its number. */
const preRelease =
  /(?:^|[\d._-])(?:rc|alpha|beta|pre|preview|prerelease|dev|snapshot|nightly|canary|milestone|cr|ea)[._-]?\d*$/i;

/** Whether a label names a branch or points somewhere, rather than being a version. */
export function isMovingLabel(label: string): boolean {
  return moving.test(label.trim());
}

/** Whether a label says of itself that it is no release: `5.0-rc1`, `2.0.0-beta.3`. */
export function isPreviewLabel(label: string): boolean {
  return !isMovingLabel(label) && preRelease.test(label.trim());
}

/** Whether a label is that of a release, dates among them, rather than of what has no version or moves on. */
export function isReleaseLabel(label: string): boolean {
  return label !== UNVERSIONED && !isMovingLabel(label);
}

/** Versions of one scheme compare; of two schemes the numbered one is newer. */
function schemeOf(label: string): number {
  if (label === UNVERSIONED) return 0;
  if (isMovingLabel(label)) return 1;
  return date.test(label) ? 2 : 3;
}

/**
 * Ascending: negative when `a` is older. Numbers compare by value (`9` < `12.5(1)` < `12.5(1)SU4`), a leading `v`
 * does not count. Releases are newer than dates, and dates than branches such as `main`. Total: labels that read the same (`v2` and `2`) still have one fixed order.
 */
export function compareVersionLabels(a: string, b: string): number {
  const scheme = schemeOf(a) - schemeOf(b);
  if (scheme !== 0) return scheme;
  return collator.compare(withoutPrefix(a), withoutPrefix(b)) || Number(a > b) - Number(a < b);
}

/** A copy, newest first. */
export function newestFirst<Version extends Pick<VersionRank, 'order'>>(versions: readonly Version[]): Version[] {
  return versions.toSorted((a, b) => compareVersionLabels(b.order, a.order));
}

/** The published version that a curator chose, else the newest that is not a preview; null when there is none. */
export function latestOf<Version extends VersionRank>(versions: readonly Version[]): Version | null {
  const published = versions.filter(isListedRow);
  const pinned = published.find((version) => version.pinned);
  return pinned ?? newestFirst(published.filter((version) => !version.preview))[0] ?? null;
}

function withoutPrefix(label: string): string {
  return label.replace(/^v(?=\d)/i, '');
}
