/** A passage that an index refused for good. */
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { SearchIndex } from './search-index.js';

@Entity('dead_letter')
export class DeadLetter {
  @PrimaryColumn('text', { name: 'index_name', primaryKeyConstraintName: 'dead_letter_pkey' })
  indexName!: string;

  @ManyToOne(() => SearchIndex, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'index_name', foreignKeyConstraintName: 'dead_letter_index_name_fkey' })
  index!: SearchIndex;

  @PrimaryColumn('integer', { name: 'passage_id', primaryKeyConstraintName: 'dead_letter_pkey' })
  passageId!: number;

  @Column('integer')
  revision!: number;

  /** HTTP status of the refusal. */
  @Column('integer')
  status!: number;

  @Column('text')
  reason!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
