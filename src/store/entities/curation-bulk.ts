/** Changes that were made in one go and can be undone in one go. */
import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { BulkKind } from './bulk-kind.js';

@Entity('curation_bulk')
@Check('curation_bulk_kind_check', `kind IN ('EDIT', 'UNDO', 'FILE', 'MOVE')`)
export class CurationBulk {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'curation_bulk_pkey' })
  id!: string;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  @Column('text')
  kind!: BulkKind;

  /** Fields that changed. */
  @Column('integer')
  changed!: number;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { name: 'caller_kind' })
  callerKind!: string;

  /** Of the account or key, if it was one. */
  @Column('text', { name: 'caller_id', nullable: true })
  callerId!: string | null;

  @Column('text', { name: 'caller_name' })
  callerName!: string;

  @Column('text')
  door!: string;
}
