/** Vendors, products and versions as sources name them; what a curator overrode is not touched. */
import type { EntityManager } from 'typeorm';
import { SlugTakenError } from '../../errors.js';
import { isPreviewLabel } from '../version-order.js';

export interface VendorFacts {
  readonly slug: string;
  readonly name: string;
}

export interface ProductFacts extends VendorFacts {
  readonly aliases?: readonly string[] | undefined;
}

export interface VersionFacts {
  readonly slug: string;
  readonly label: string;
  readonly aliases?: readonly string[] | undefined;
  /** ISO date. */
  readonly releasedOn?: string | undefined;
  /** ISO date. */
  readonly endOfLife?: string | undefined;
  readonly preview?: boolean | undefined;
}

export interface VersionRef {
  readonly versionId: string;
  readonly productId: string;
}

/** What a source names, and where curators put it: slugs that differ are of things that are there already, as a rule. */
export interface PlacedVersion {
  readonly vendor: VendorFacts;
  readonly product: ProductFacts;
  readonly version: VersionFacts;
  /** Slugs in the library. */
  readonly place: { readonly vendor: string; readonly product: string; readonly version: string };
}

/** Facts of a thing that stands elsewhere are those of its new place. */
async function vendorId(manager: EntityManager, { vendor, place }: PlacedVersion): Promise<string> {
  await manager.query(
    `INSERT INTO vendor (slug, name) VALUES ($1, $2)
     ON CONFLICT (slug) DO UPDATE SET name = excluded.name, updated_at = now() WHERE $3 AND vendor.name <> excluded.name`,
    [place.vendor, vendor.name, place.vendor === vendor.slug],
  );
  const [row]: { id: string }[] = await manager.query(`SELECT id FROM vendor WHERE slug = $1`, [place.vendor]);
  if (row === undefined) throw new Error(`vendor ${place.vendor} vanished while it was written`);
  return row.id;
}

function slugTaken(product: string, vendor: string): SlugTakenError {
  return new SlugTakenError(
    `Product "${product}" belongs to vendor "${vendor}" already. Chunk keys begin with the product, so it must be unique: name that vendor, or give this product another slug in library.yaml.`,
    { product, vendor },
  );
}

async function productId(manager: EntityManager, placed: PlacedVersion): Promise<string> {
  const { vendor, product, place } = placed;
  const isMoved = place.product !== product.slug;
  if (isMoved) {
    const [there]: { id: string }[] = await manager.query(`SELECT id FROM product WHERE slug = $1`, [place.product]);
    if (there !== undefined) return there.id;
  }
  const ownerId = await vendorId(manager, placed);
  await manager.query(
    `INSERT INTO product (vendor_id, slug, name, aliases, origin) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (slug) DO UPDATE SET name = excluded.name, aliases = excluded.aliases, updated_at = now()
     WHERE product.vendor_id = excluded.vendor_id
       AND (product.name, product.aliases) IS DISTINCT FROM (excluded.name, excluded.aliases)`,
    [ownerId, place.product, product.name, product.aliases ?? [], vendor.slug === place.vendor ? null : vendor.slug],
  );
  const [row]: { id: string; vendor_id: string; vendor: string }[] = await manager.query(
    `SELECT p.id, p.vendor_id, v.slug AS vendor FROM product p JOIN vendor v ON v.id = p.vendor_id WHERE p.slug = $1`,
    [place.product],
  );
  if (row === undefined) throw new Error(`product ${place.product} vanished while it was written`);
  if (row.vendor_id !== ownerId) throw slugTaken(product.slug, row.vendor);
  return row.id;
}

/** Creates what is missing and updates what the source says otherwise; unchanged rows are not written. */
export async function ensureVersion(manager: EntityManager, placed: PlacedVersion): Promise<VersionRef> {
  const { product, version, place } = placed;
  const product_id = await productId(manager, placed);
  const named = `${product.slug}/${version.slug}`;
  const isMoved = named !== `${place.product}/${place.version}`;
  await manager.query(
    `INSERT INTO version (product_id, slug, label, aliases, preview, released_on, end_of_life, origin)
     VALUES ($1, $2, $3, $4, $5, $6::date, $7::date, $8)
     ON CONFLICT (product_id, slug) DO UPDATE
     SET label = excluded.label, aliases = excluded.aliases, preview = excluded.preview,
         released_on = excluded.released_on, end_of_life = excluded.end_of_life, updated_at = now()
     WHERE version.origin IS NOT DISTINCT FROM excluded.origin
       AND (version.label, version.aliases, version.preview, version.released_on, version.end_of_life) IS DISTINCT FROM
           (excluded.label, excluded.aliases, excluded.preview, excluded.released_on, excluded.end_of_life)`,
    [
      product_id,
      place.version,
      version.label,
      version.aliases ?? [],
      version.preview ?? isPreviewLabel(version.label),
      version.releasedOn ?? null,
      version.endOfLife ?? null,
      isMoved ? named : null,
    ],
  );
  const [row]: { id: string }[] = await manager.query(`SELECT id FROM version WHERE product_id = $1 AND slug = $2`, [
    product_id,
    place.version,
  ]);
  if (row === undefined) throw new Error(`version ${place.version} vanished while it was written`);
  return { versionId: row.id, productId: product_id };
}

/**
 * What `ensureVersion` would find, without writing anything; undefined if the version is new.
 * @throws SlugTakenError
 */
export async function findVersion(
  manager: EntityManager,
  { product, place }: PlacedVersion,
): Promise<VersionRef | undefined> {
  const [row]: { productId: string; versionId: string | null; vendor: string }[] = await manager.query(
    `SELECT p.id AS "productId", v.id AS "versionId", o.slug AS vendor
     FROM product p JOIN vendor o ON o.id = p.vendor_id LEFT JOIN version v ON v.product_id = p.id AND v.slug = $2
     WHERE p.slug = $1`,
    [place.product, place.version],
  );
  if (row === undefined) return undefined;
  if (row.vendor !== place.vendor && place.product === product.slug) throw slugTaken(product.slug, row.vendor);
  return row.versionId === null ? undefined : { versionId: row.versionId, productId: row.productId };
}
