/** One document that a job has to see to: the work item that workers lease. */
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Document } from './document.js';
import type { DocumentAction, WorkState } from './job-state.js';
import { Job } from './job.js';

@Entity('job_document')
@Unique('job_document_job_id_key_key', ['jobId', 'key'])
@Index('job_document_open', ['jobId', 'state', 'id'])
@Index('job_document_leased', ['key'], { unique: true, where: `state = 'LEASED'` })
@Index('job_document_document', ['documentId'])
export class JobDocument {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'job_document_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'job_id' })
  jobId!: string;

  @ManyToOne(() => Job, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'job_document_job_id_fkey' })
  job!: Job;

  /** `product/version/document`: of all jobs' items with this key, one at most is leased. */
  @Column('text')
  key!: string;

  @Column('text')
  action!: DocumentAction;

  @Column('text', { default: 'WAITING' })
  state!: WorkState;

  /** What to read; dropped once it is done. */
  @Column('jsonb', { nullable: true })
  plan!: Record<string, unknown> | null;

  @Column('integer', { default: 0 })
  files!: number;

  @Column('text', { name: 'lease_owner', nullable: true })
  leaseOwner!: string | null;

  /** From then on others may take it over. */
  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;

  /** How often it was leased. */
  @Column('integer', { default: 0 })
  attempts!: number;

  /** Its files ran into a limit of time or memory before, and are tried once more. */
  @Column('boolean', { name: 'is_second_attempt', default: false })
  isSecondAttempt!: boolean;

  @Column('uuid', { name: 'document_id', nullable: true })
  documentId!: string | null;

  @ManyToOne(() => Document, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'job_document_document_id_fkey' })
  document!: Document | null;

  @Column('boolean', { default: false })
  written!: boolean;

  /** Files of it that are as they were; these have no row of their own. */
  @Column('integer', { default: 0 })
  unchanged!: number;

  @Column('integer', { default: 0 })
  chunks!: number;

  @Column('integer', { name: 'passages_new', default: 0 })
  passagesNew!: number;
}
