/** A path that a thing had before it was moved, or before it went into another: it leads on. What has the path now comes first. */
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { CurationBulk } from './curation-bulk.js';
import type { SubjectKind } from './subject-kind.js';

@Entity('former_path')
@Index('former_path_path', ['kind', 'path'])
@Index('former_path_document', ['product', 'document'])
@Index('former_path_target', ['targetId'])
@Index('former_path_old', ['oldId'])
@Index('former_path_bulk', ['bulkId'])
@Check('former_path_kind_check', `kind IN ('VENDOR', 'PRODUCT', 'VERSION', 'DOCUMENT')`)
export class FormerPath {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'former_path_pkey',
  })
  id!: number;

  @Column('text')
  kind!: SubjectKind;

  /** Slugs joined by `/`. */
  @Column('text')
  path!: string;

  /** Parts of the path, of a version or a document. */
  @Column('text', { nullable: true })
  product!: string | null;

  @Column('text', { nullable: true })
  version!: string | null;

  @Column('text', { nullable: true })
  document!: string | null;

  /** What else people called it. */
  @Column('text', { array: true, default: '{}' })
  names!: string[];

  /** Of a row that is no more. */
  @Column('uuid', { name: 'old_id', nullable: true })
  oldId!: string | null;

  @Column('uuid', { name: 'target_id' })
  targetId!: string;

  /** Only links follow it: the thing had it until a move was taken back. */
  @Column('boolean', { name: 'is_taken_back', default: false })
  isTakenBack!: boolean;

  @Column('uuid', { name: 'bulk_id' })
  bulkId!: string;

  @ManyToOne(() => CurationBulk, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bulk_id', foreignKeyConstraintName: 'former_path_bulk_id_fkey' })
  bulk!: CurationBulk;
}
