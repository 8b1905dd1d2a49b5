/** One run of a long task, with its progress. */
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { ReasonCode } from '../../errors.js';
import { IngestSource } from './ingest-source.js';
import type { JobCounts, JobKind, JobState } from './job-state.js';

@Entity('job')
@Index('job_started', ['startedAt', 'id'])
@Index('job_source_started', ['sourceId', 'startedAt'])
@Index('job_retry_of', ['retryOf'])
@Index('job_open', ['startedAt'], { where: `state IN ('QUEUED', 'RUNNING')` })
export class Job {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'job_pkey' })
  id!: string;

  @Column('text')
  kind!: JobKind;

  @Column('text')
  state!: JobState;

  /** What is ingested: the location of its ingest source. */
  @Column('text')
  source!: string;

  @Column('uuid', { name: 'source_id', nullable: true })
  sourceId!: string | null;

  @ManyToOne(() => IngestSource, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'source_id', foreignKeyConstraintName: 'job_source_id_fkey' })
  ingestSource!: IngestSource | null;

  /** The job whose failed files this one tries again. */
  @Column('uuid', { name: 'retry_of', nullable: true })
  retryOf!: string | null;

  @ManyToOne(() => Job, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'retry_of', foreignKeyConstraintName: 'job_retry_of_fkey' })
  retried!: Job | null;

  /** Only workers of this group take part: they see the same files under the same paths. */
  @Column('text', { name: 'worker_group', default: '' })
  workerGroup!: string;

  /** When it was known what there is to do; null before. */
  @Column('timestamptz', { name: 'planned_at', nullable: true })
  plannedAt!: Date | null;

  /** Files that were found unchanged while planning; these have no row of their own. */
  @Column('integer', { default: 0 })
  unchanged!: number;

  /** Warnings, such as a missing vendor name. */
  @Column('text', { array: true, default: [] })
  warnings!: string[];

  @Column('jsonb', { default: {} })
  options!: Record<string, unknown>;

  @Column('jsonb', { default: {} })
  counts!: Partial<JobCounts>;

  @Column('integer', { name: 'files_total', default: 0 })
  filesTotal!: number;

  @Column('integer', { name: 'files_done', default: 0 })
  filesDone!: number;

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: ReasonCode | null;

  /** The process that plans it, and after that the one that spoke last. */
  @Column('text', { nullable: true })
  owner!: string | null;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'heartbeat_at', default: () => 'now()' })
  heartbeatAt!: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  /** When somebody said that what failed in it may stay so. */
  @Column('timestamptz', { name: 'acknowledged_at', nullable: true })
  acknowledgedAt!: Date | null;
}
