/** Where the library puts what a source names: the rules that moves by curators leave behind, one applied to what another gives. */
import type { PlacementKind } from '../entities/placement.js';
import type { Queryable } from '../queryable.js';

export interface PlacementRow {
  readonly id: number;
  readonly bulkId: string;
  readonly kind: PlacementKind;
  readonly fromPath: string;
  readonly toPath: string;
}

/** Slugs, as a source names a document or as the library does. */
export interface SourceNames {
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly document: string;
}

const columns = `id, bulk_id AS "bulkId", kind, from_path AS "fromPath", to_path AS "toPath"`;

/** Rules about everything but single documents, oldest first; there are few of them. */
export function widePlacements(db: Queryable): Promise<PlacementRow[]> {
  return db.query(`SELECT ${columns} FROM placement WHERE kind <> 'DOCUMENT' ORDER BY id`);
}

/** Rules about single documents, by `product/version/document` as their sources name them. */
export function documentPlacements(db: Queryable, paths: readonly string[]): Promise<PlacementRow[]> {
  return db.query(
    `SELECT ${columns} FROM placement WHERE kind = 'DOCUMENT' AND from_path = ANY ($1::text[]) ORDER BY id`,
    [paths],
  );
}

/** Grows with every move and every time that one is taken back. */
export async function structureRevision(db: Queryable): Promise<number> {
  const [row] = await db.query<{ revision: number }[]>(
    `SELECT (coalesce(max(id), 0) + count(undone_at))::int AS revision FROM structure_move`,
  );
  return row?.revision ?? 0;
}

const pathOf = ({ product, version, document }: SourceNames): string => `${product}/${version}/${document}`;

function moved(names: SourceNames, { kind, fromPath, toPath }: PlacementRow): SourceNames | null {
  const [product = '', version = ''] = toPath.split('/');
  if (kind === 'PRODUCT' && names.product === fromPath) return { ...names, product };
  if (kind === 'VERSION' && `${names.product}/${names.version}` === fromPath) return { ...names, product, version };
  if (kind === 'VENDOR' && names.vendor === fromPath) return { ...names, vendor: toPath };
  if (kind === 'OWNER' && names.product === fromPath) return { ...names, vendor: toPath };
  return null;
}

/**
 * Where the library puts what a source calls `names`. A rule about the document itself comes first; those that were made
 * after it apply to what it gives.
 * @param rules oldest first; those about documents, of this document.
 */
export function placeOf(names: SourceNames, rules: readonly PlacementRow[]): SourceNames {
  const own = rules.findLast(({ kind, fromPath }) => kind === 'DOCUMENT' && fromPath === pathOf(names));
  const [product = '', version = '', document = ''] = (own?.toPath ?? pathOf(names)).split('/');
  return rules
    .filter(({ kind, id }) => kind !== 'DOCUMENT' && (own === undefined || id > own.id || kind === 'VENDOR'))
    .reduce<SourceNames>((place, rule) => moved(place, rule) ?? place, {
      vendor: names.vendor,
      product,
      version,
      document,
    });
}
