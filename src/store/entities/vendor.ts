/** Who publishes products. */
import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique, UpdateDateColumn } from 'typeorm';

@Entity('vendor')
@Unique('vendor_slug_key', ['slug'])
export class Vendor {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'vendor_pkey' })
  id!: string;

  @Column('text')
  slug!: string;

  @Column('text')
  name!: string;

  @Column('text', { array: true, default: '{}' })
  aliases!: string[];

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('text', { nullable: true })
  homepage!: string | null;

  /** A curator's values by field name; each wins over the column of that name. */
  @Column('jsonb', { default: {} })
  overrides!: Record<string, unknown>;

  /** Grows with every change by a curator; no ingest touches it. */
  @Column('integer', { name: 'curation_revision', default: 0 })
  curationRevision!: number;

  /** For whom it is, what it stands below included: number of an audience, or 3 for nobody. The database keeps it. */
  @Column('smallint', { default: 0 })
  audience!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
