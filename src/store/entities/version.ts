/** One release of a product, under the name its vendor gives it. */
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import type { LifecycleState } from './lifecycle-state.js';
import { Product } from './product.js';

@Entity('version')
@Unique('version_product_id_slug_key', ['productId', 'slug'])
@Check('version_state_check', `state IN ('DRAFT', 'PUBLISHED', 'HIDDEN', 'ARCHIVED')`)
export class Version {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'version_pkey' })
  id!: string;

  @Column('uuid', { name: 'product_id' })
  productId!: string;

  @ManyToOne(() => Product)
  @JoinColumn({ name: 'product_id', foreignKeyConstraintName: 'version_product_id_fkey' })
  product!: Product;

  @Column('text')
  slug!: string;

  @Column('text')
  label!: string;

  @Column('text', { array: true, default: '{}' })
  aliases!: string[];

  /** A preview is never the latest version. */
  @Column('boolean', { default: false })
  preview!: boolean;

  @Column('text', { default: 'PUBLISHED' })
  state!: LifecycleState;

  /** `YYYY-MM-DD`. */
  @Column('date', { name: 'released_on', nullable: true })
  releasedOn!: string | null;

  /** `YYYY-MM-DD`. */
  @Column('date', { name: 'end_of_life', nullable: true })
  endOfLife!: string | null;

  /** `product/version` that its source names it by, where a curator put it elsewhere. */
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
