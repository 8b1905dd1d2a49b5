/** When the machine asked a question again that had found nothing, and since when it is answered. */
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('question_retry')
export class QuestionRetry {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'question_retry_pkey' })
  normalised!: string;

  @Column('timestamptz', { name: 'asked_at', default: () => 'now()' })
  askedAt!: Date;

  /** Null while nothing answers it. */
  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;
}
