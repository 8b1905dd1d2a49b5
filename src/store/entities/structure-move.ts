/** A move by a curator: what was asked for, what it made and did away with, so that it can be taken back. */
import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { CurationBulk } from './curation-bulk.js';
import type { SubjectKind } from './subject-kind.js';

/** A vendor, product or version whose row went, as it was. */
export interface GoneRow {
  readonly kind: Exclude<SubjectKind, 'DOCUMENT'>;
  readonly row: Readonly<Record<string, unknown>>;
}

export interface MadeRow {
  readonly kind: Exclude<SubjectKind, 'DOCUMENT'>;
  readonly id: string;
}

@Entity('structure_move')
@Unique('structure_move_bulk_id_key', ['bulkId'])
export class StructureMove {
  /** Moves in the order in which they were made. */
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'structure_move_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'bulk_id' })
  bulkId!: string;

  @ManyToOne(() => CurationBulk, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bulk_id', foreignKeyConstraintName: 'structure_move_bulk_id_fkey' })
  bulk!: CurationBulk;

  /** What was asked for, by paths. */
  @Column('jsonb')
  request!: Readonly<Record<string, unknown>>;

  @Column('jsonb')
  made!: readonly MadeRow[];

  @Column('jsonb')
  gone!: readonly GoneRow[];

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;
}
