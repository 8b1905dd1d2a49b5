/** One run of a long task, with its progress. */
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { JobCounts, JobKind, JobState } from './job-state.js';

@Entity('job')
@Index('job_started', ['startedAt', 'id'])
export class Job {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'job_pkey' })
  id!: string;

  @Column('text')
  kind!: JobKind;

  @Column('text')
  state!: JobState;

  /** What is ingested: a folder, a file. */
  @Column('text')
  source!: string;

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

  /** The process that runs it. */
  @Column('text', { nullable: true })
  owner!: string | null;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'heartbeat_at', default: () => 'now()' })
  heartbeatAt!: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
