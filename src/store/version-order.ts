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

/**
 * Ascending: negative when `a` is older. Numbers compare by value (`9` < `12.5(1)` < `12.5(1)SU4`), a leading `v`
 * does not count. Total: labels that read the same (`v2` and `2`) still have one fixed order.
 */
export function compareVersionLabels(a: string, b: string): number {
  const versioned = Number(a !== UNVERSIONED) - Number(b !== UNVERSIONED);
  if (versioned !== 0) return versioned;
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
