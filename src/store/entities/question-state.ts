/** What a curator makes of a question that is asked. */
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { QuestionState as State } from './search-verdict-kind.js';

@Entity('question_state')
@Check('question_state_state_check', `state IN ('OPEN', 'PLANNED', 'MENDED', 'NOT_OURS')`)
export class QuestionState {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'question_state_pkey' })
  normalised!: string;

  @Column('text')
  state!: State;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { name: 'caller_name' })
  callerName!: string;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}
