/** Where a document of a source goes: where it stands already, else where the moves of curators put what is named so. */
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import {
  documentPlacements,
  placeOf,
  structureRevision,
  widePlacements,
  type PlacementRow,
  type SourceNames,
} from '../../store/queries/placements.js';
import { ensureVersion, type PlacedVersion, type VersionRef } from '../../store/writes/catalogue.js';
import { originAt, storedDocuments, type StoredDocument } from '../../store/writes/documents.js';
import { holdStructure } from '../../store/writes/structure-lock.js';
import type { PlacedDocument } from '../write/prepared-document.js';
import { documentKey, type PlannedDocument } from '../source/plan.js';

/** Somebody moved things while a document was on its way in. */
export class PlaceChangedError extends Error {
  override readonly name = 'PlaceChangedError';
}

export interface DocumentPlace extends PlacedDocument {
  /** As the library holds it, if it does. */
  readonly stored: StoredDocument | undefined;
  readonly structure: number;
}

const namesOf = ({ vendor, product, version, slug }: PlannedDocument): SourceNames => ({
  vendor: vendor.slug,
  product: product.slug,
  version: version.slug,
  document: slug,
});

/** Where new documents of the same version go. */
export function placedVersion(document: PlannedDocument, rules: readonly PlacementRow[]): PlacedVersion {
  return { ...document, place: placeOf(namesOf(document), rules) };
}

/** The slug of `slug` where something else has that: told apart by the beginning of the hash of its source's name. */
export async function freeSlug(
  manager: EntityManager,
  { versionId }: VersionRef,
  slug: string,
  key: string,
): Promise<string> {
  const hash = createHash('sha256').update(key).digest('hex');
  let free = slug;
  for (let length = 6; (await originAt(manager, versionId, free)) !== undefined; length += 1) {
    free = `${slug}-${hash.slice(0, length)}`;
  }
  return free;
}

/** Makes the version that it goes to, if there is none yet. */
export async function placeDocument(manager: EntityManager, document: PlannedDocument): Promise<DocumentPlace> {
  const structure = await structureRevision(manager);
  const key = documentKey(document);
  const { vendor, ...named } = namesOf(document);
  const [stored] = await storedDocuments(manager, named, [document.slug]);
  if (stored !== undefined) return { ...stored, stored, structure, keyPrefix: stored.path.replaceAll('/', '::') };
  const rules =
    structure === 0 ? [] : [...(await widePlacements(manager)), ...(await documentPlacements(manager, [key]))];
  const place = placeOf(
    { vendor, ...named },
    rules.toSorted((a, b) => a.id - b.id),
  );
  const version = await ensureVersion(manager, { ...document, place });
  const slug = await freeSlug(manager, version, place.document, key);
  const path = `${place.product}/${place.version}/${slug}`;
  const origin = path === key ? null : key;
  return { ...version, slug, origin, keyPrefix: path.replaceAll('/', '::'), stored: undefined, structure };
}

/**
 * Nobody moves anything from now on until the transaction ends.
 * @throws PlaceChangedError if somebody has since the place was looked up.
 */
export async function holdPlace(manager: EntityManager, { structure }: DocumentPlace): Promise<void> {
  await holdStructure(manager);
  if ((await structureRevision(manager)) !== structure) throw new PlaceChangedError();
}
