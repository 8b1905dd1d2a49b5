/** An index outside Postgres that is kept in step with the library. */
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Searches go to the active one; one is being built, or kept to go back to, at most. */
export type SearchIndexState = 'ACTIVE' | 'BUILDING' | 'PREVIOUS';

@Entity('search_index')
@Check('search_index_state_check', `state IN ('ACTIVE', 'BUILDING', 'PREVIOUS')`)
@Index('search_index_state', ['state'], { unique: true })
export class SearchIndex {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'search_index_pkey' })
  name!: string;

  @Column('text')
  state!: SearchIndexState;

  /** Changes whenever settings or mapping do. */
  @Column('text')
  definition!: string;

  /** It is complete once the outbox holds nothing up to this id; null when it is complete. */
  @Column('bigint', { name: 'ready_after', nullable: true })
  readyAfter!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
