/** What became of one file in a job. */
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { ReasonCode } from '../../errors.js';
import { Document } from './document.js';
import type { FileOutcome } from './job-state.js';
import { Job } from './job.js';

@Entity('job_file')
@Unique('job_file_job_id_path_key', ['jobId', 'path'])
@Index('job_file_document', ['documentId'])
export class JobFile {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'job_file_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'job_id' })
  jobId!: string;

  @ManyToOne(() => Job, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'job_file_job_id_fkey' })
  job!: Job;

  @Column('text')
  path!: string;

  @Column('uuid', { name: 'document_id', nullable: true })
  documentId!: string | null;

  @ManyToOne(() => Document, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'job_file_document_id_fkey' })
  document!: Document | null;

  @Column('text')
  outcome!: FileOutcome;

  @Column('text', { name: 'reason_code', nullable: true })
  reasonCode!: ReasonCode | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('integer', { name: 'pages_without_text', default: 0 })
  pagesWithoutText!: number;
}
