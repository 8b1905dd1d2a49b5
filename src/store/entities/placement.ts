/** Where the library puts what a source names: kept beside the sources, read by every ingest. */
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CurationBulk } from './curation-bulk.js';

/** Slugs joined by `/`; of an `OWNER`, a product's slug and the slug of the vendor that it belongs to. */
export type PlacementKind = 'VENDOR' | 'OWNER' | 'PRODUCT' | 'VERSION' | 'DOCUMENT';

@Entity('placement')
@Index('placement_from', ['kind', 'fromPath', 'id'])
@Index('placement_bulk', ['bulkId'])
@Check('placement_kind_check', `kind IN ('VENDOR', 'OWNER', 'PRODUCT', 'VERSION', 'DOCUMENT')`)
export class Placement {
  /** A later one applies to what an earlier one gives. */
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'placement_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'bulk_id' })
  bulkId!: string;

  @ManyToOne(() => CurationBulk, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bulk_id', foreignKeyConstraintName: 'placement_bulk_id_fkey' })
  bulk!: CurationBulk;

  @Column('text')
  kind!: PlacementKind;

  /** Of a document as its source names it; of the others as the library named it then. */
  @Column('text', { name: 'from_path' })
  fromPath!: string;

  @Column('text', { name: 'to_path' })
  toPath!: string;
}
