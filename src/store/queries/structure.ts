/** Vendors, products, versions and documents as moves see them: where each stands, hidden or not. */
import { IsNull } from 'typeorm';
import type { SubjectKind } from '../entities/subject-kind.js';
import { StructureMove } from '../entities/structure-move.js';
import type { Queryable, Repositories } from '../queryable.js';
import { subjectTable } from './curated-fields.js';
import { required } from './effective.js';

interface Places {
  /** `FROM` with the row as `t`. */
  readonly from: string;
  /** Slugs joined by `/`. */
  readonly path: string;
  /** The same; of a product with the vendor before it. */
  readonly place: string;
}

export function placesOf(kind: SubjectKind): Places {
  const { from, path } = subjectTable(kind);
  if (kind !== 'PRODUCT') return { from, path, place: path };
  return { from: 'product t JOIN vendor o ON o.id = t.vendor_id', path, place: `o.slug || '/' || t.slug` };
}

export interface Thing {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly slug: string;
  readonly path: string;
  readonly place: string;
  /** Name, label or title in force. */
  readonly called: string;
  /** Curation revision. */
  readonly revision: number;
  /** What it stands below; null for a vendor. */
  readonly parentId: string | null;
  /** What its source calls it, if that is another path; of a product, the vendor that its source names. */
  readonly origin: string | null;
  /** Of a document. */
  readonly chunks: number;
}

const parents = {
  VENDOR: 'NULL::uuid',
  PRODUCT: 't.vendor_id',
  VERSION: 't.product_id',
  DOCUMENT: 't.version_id',
} as const;
const called = { VENDOR: 'name', PRODUCT: 'name', VERSION: 'label', DOCUMENT: 'title' } as const;

function select(kind: SubjectKind, condition: string): string {
  const { from, path, place } = placesOf(kind);
  const isOfSource = kind !== 'VENDOR';
  return `SELECT '${kind}' AS kind, t.id, t.slug, ${path} AS path, ${place} AS place, ${required('t', called[kind])} AS called,
      t.curation_revision AS revision, ${parents[kind]} AS "parentId", ${isOfSource ? 't.origin' : 'NULL::text'} AS origin,
      ${kind === 'DOCUMENT' ? 't.chunk_count' : '0'} AS chunks
    FROM ${from} WHERE ${condition} ORDER BY (${path}) COLLATE "C"`;
}

export function thingsById(db: Queryable, kind: SubjectKind, ids: readonly string[]): Promise<Thing[]> {
  return db.query(select(kind, 't.id = ANY ($1::uuid[])'), [ids]);
}

export function thingsByPath(db: Queryable, kind: SubjectKind, paths: readonly string[]): Promise<Thing[]> {
  return db.query(select(kind, `${placesOf(kind).path} = ANY ($1::text[])`), [paths]);
}

/** Everything of the kind that stands right below the things. */
export function thingsBelow(
  db: Queryable,
  kind: Exclude<SubjectKind, 'VENDOR'>,
  parentIds: readonly string[],
): Promise<Thing[]> {
  return db.query(select(kind, `${parents[kind]} = ANY ($1::uuid[])`), [parentIds]);
}

/** Versions and documents of the products, or products of the vendors, whose sources call them otherwise. */
export function placedBelow(
  db: Queryable,
  kind: Exclude<SubjectKind, 'VENDOR'>,
  slugs: readonly string[],
): Promise<Thing[]> {
  const above = kind === 'PRODUCT' ? 'o' : 'p';
  return db.query(select(kind, `${above}.slug = ANY ($1::text[]) AND t.origin IS NOT NULL`), [slugs]);
}

export type MoveRow = Pick<StructureMove, 'bulkId' | 'request' | 'made' | 'gone' | 'undoneAt'>;

export function moveById(db: Repositories, bulkId: string): Promise<MoveRow | null> {
  return db.getRepository(StructureMove).findOneBy({ bulkId });
}

/** Those that were not taken back, oldest first. */
export function movesInForce(db: Repositories): Promise<MoveRow[]> {
  return db.getRepository(StructureMove).find({ where: { undoneAt: IsNull() }, order: { id: 'ASC' } });
}
