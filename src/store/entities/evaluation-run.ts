/** One run over all judged questions, asked of the library as it was; the runs make the trend. */
import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Shares between 0 and 1, as `evaluation/metrics.ts` defines them. */
export interface EvaluationFigures {
  readonly ndcg10: number;
  readonly mrr10: number;
  readonly recall10: number;
  readonly hit1: number;
  readonly hit5: number;
  readonly hit10: number;
  readonly hit20: number;
}

/** What one question got. */
export interface QuestionFigures extends EvaluationFigures {
  /** Words and scope, as the run tells questions apart. */
  readonly key: string;
  readonly query: string;
}

@Entity('evaluation_run')
@Index('evaluation_run_started_at', ['startedAt', 'id'])
@Check('evaluation_run_mode_check', `mode IN ('HYBRID', 'LEXICAL', 'SEMANTIC')`)
export class EvaluationRun {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'evaluation_run_pkey' })
  id!: string;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  /** Null while questions are left to ask. */
  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  @Column('text')
  mode!: 'HYBRID' | 'LEXICAL' | 'SEMANTIC';

  /** Embedding model that searched. */
  @Column('text')
  model!: string;

  /** Those that were measured. */
  @Column('jsonb', { default: [] })
  questions!: readonly QuestionFigures[];

  /** Questions without a judgement above 0 whose target is there: nothing can be measured. */
  @Column('integer', { default: 0 })
  unanswerable!: number;

  /** Targets that nothing published answers to. */
  @Column('integer', { name: 'dead_targets', default: 0 })
  deadTargets!: number;

  /** Means over the questions so far; null before the first. */
  @Column('jsonb', { nullable: true })
  figures!: EvaluationFigures | null;

  /** Key of the last question that was dealt with: the next step begins behind it. */
  @Column('text', { name: 'last_key', nullable: true })
  lastKey!: string | null;

  /** Who had it run. */
  @Column('text', { name: 'caller_name' })
  callerName!: string;
}
