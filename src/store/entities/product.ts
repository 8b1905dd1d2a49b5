/** What a vendor documents. Its slug is unique in the whole library. */
import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import { Vendor } from './vendor.js';

@Entity('product')
@Unique('product_slug_key', ['slug'])
@Index('product_vendor', ['vendorId'])
export class Product {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'product_pkey' })
  id!: string;

  @Column('uuid', { name: 'vendor_id' })
  vendorId!: string;

  @ManyToOne(() => Vendor)
  @JoinColumn({ name: 'vendor_id', foreignKeyConstraintName: 'product_vendor_id_fkey' })
  vendor!: Vendor;

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

  /** Slug of the vendor that its source names, where a curator put it elsewhere. */
  @Column('text', { nullable: true })
  origin!: string | null;

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
