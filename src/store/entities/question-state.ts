/** What a curator makes of a question that is asked. */
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { QuestionState as State, QuestionVerdict } from './search-verdict-kind.js';

@Entity('question_state')
@Check('question_state_state_check', `state IN ('OPEN', 'PLANNED', 'MENDED', 'NOT_OURS')`)
@Check(
  'question_state_verdict_check',
  `verdict IN ('CONTENT_GAP', 'VERSION_GAP', 'SCOPE_GAP', 'WORDING_GAP', 'NOT_OURS', 'ANSWERED')`,
)
export class QuestionState {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'question_state_pkey' })
  normalised!: string;

  @Column('text')
  state!: State;

  @Column('text', { nullable: true })
  note!: string | null;

  /** Wins over what the log says; null where a curator leaves it to that. */
  @Column('text', { nullable: true })
  verdict!: QuestionVerdict | null;

  @Column('text', { name: 'caller_name' })
  callerName!: string;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  /** Larger than that of every mark before it, of whichever question. */
  @Column('integer', { default: 1 })
  revision!: number;
}
