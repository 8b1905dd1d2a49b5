/** Which versions the documents of a plan come to: what tells, before anything is read, that a folder was taken for something else. */
import type { PlacementRow } from '../../store/queries/placements.js';
import type { PlannedDocument } from '../source/plan.js';
import { placedVersion } from './place-document.js';

export interface PlannedVersionRow {
  /** Slugs of product and version in the library, joined by `/`. */
  readonly path: string;
  /** Names as the source says them. */
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly documents: number;
  readonly files: number;
  /** The library does not have it yet. */
  readonly isNew: boolean;
}

export function versionPath(document: PlannedDocument, rules: readonly PlacementRow[]): string {
  const { place } = placedVersion(document, rules);
  return `${place.product}/${place.version}`;
}

/**
 * In the order of their paths.
 * @param known paths of those that the library has.
 */
export function plannedVersions(
  documents: readonly PlannedDocument[],
  rules: readonly PlacementRow[],
  known: ReadonlySet<string>,
): PlannedVersionRow[] {
  const rows = new Map<string, PlannedVersionRow>();
  for (const document of documents) {
    const path = versionPath(document, rules);
    const { vendor, product, version, files } = document;
    const before = rows.get(path);
    rows.set(path, {
      path,
      vendor: before?.vendor ?? vendor.name,
      product: before?.product ?? product.name,
      version: before?.version ?? version.label,
      documents: (before?.documents ?? 0) + 1,
      files: (before?.files ?? 0) + files.length,
      isNew: !known.has(path),
    });
  }
  return [...rows.values()].sort((left, right) => (left.path < right.path ? -1 : 1));
}
