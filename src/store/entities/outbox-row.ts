/** A passage that changed, in the transaction that wrote this row; indexes outside Postgres are brought up to it. */
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('outbox')
export class OutboxRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'outbox_pkey',
  })
  id!: string;

  /** No reference: the passage may be gone. */
  @Column('integer', { name: 'passage_id' })
  passageId!: number;

  /** Revision of a removal; null when the passage itself says how it is. */
  @Column('integer', { name: 'removed_at_revision', nullable: true })
  removedAtRevision!: number | null;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  /** When it may be taken: its lease or its pause ends then. */
  @Column('timestamptz', { name: 'due_at', default: () => 'now()' })
  dueAt!: Date;
}
