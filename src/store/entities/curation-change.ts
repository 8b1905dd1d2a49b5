/** One field of one thing that a curator changed, with what it was before. */
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { Caller, Door } from '../../caller.js';
import { CurationBulk } from './curation-bulk.js';
import { Proposal } from './proposal.js';
import type { SubjectKind } from './subject-kind.js';

@Entity('curation_change')
@Index('curation_change_subject', ['subjectKind', 'subjectPath', 'field', 'id'])
@Index('curation_change_bulk', ['bulkId'])
@Index('curation_change_proposal', ['proposalId'])
@Index('curation_change_reverts', ['reverts'], { where: 'reverts IS NOT NULL' })
@Check('curation_change_subject_kind_check', `subject_kind IN ('VENDOR', 'PRODUCT', 'VERSION', 'DOCUMENT')`)
export class CurationChange {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'curation_change_pkey',
  })
  id!: number;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  @Column('text', { name: 'subject_kind' })
  subjectKind!: SubjectKind;

  /** The row that it was then; it may be gone. */
  @Column('uuid', { name: 'subject_id' })
  subjectId!: string;

  /** Slugs joined by `/`: the name by which a thing that was ingested anew is known again. */
  @Column('text', { name: 'subject_path' })
  subjectPath!: string;

  /** Curation revision that the thing got by the change. */
  @Column('integer')
  revision!: number;

  @Column('text')
  field!: string;

  @Column('boolean', { name: 'before_set' })
  beforeSet!: boolean;

  /** The override before; null if there was none or it was null. */
  @Column('jsonb', { nullable: true })
  before!: unknown;

  /** False when the override was taken away. */
  @Column('boolean', { name: 'after_set' })
  afterSet!: boolean;

  @Column('jsonb', { nullable: true })
  after!: unknown;

  /** What the source said at that moment. */
  @Column('jsonb', { nullable: true })
  extracted!: unknown;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { name: 'caller_kind' })
  callerKind!: Caller['kind'];

  /** Of the account or key, if it was one. */
  @Column('text', { name: 'caller_id', nullable: true })
  callerId!: string | null;

  @Column('text', { name: 'caller_name' })
  callerName!: string;

  @Column('text')
  door!: Door;

  @Column('uuid', { name: 'bulk_id', nullable: true })
  bulkId!: string | null;

  @ManyToOne(() => CurationBulk, { nullable: true })
  @JoinColumn({ name: 'bulk_id', foreignKeyConstraintName: 'curation_change_bulk_id_fkey' })
  bulk!: CurationBulk | null;

  /** The change that it took back. */
  @Column('integer', { nullable: true })
  reverts!: number | null;

  /** The proposal that it was made of. */
  @Column('uuid', { name: 'proposal_id', nullable: true })
  proposalId!: string | null;

  @ManyToOne(() => Proposal, { nullable: true })
  @JoinColumn({ name: 'proposal_id', foreignKeyConstraintName: 'curation_change_proposal_id_fkey' })
  proposal!: Proposal | null;
}
