/** A model that passages were embedded with; searches compare with the vectors of the active one. */
import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Entity('embedding_model')
@Unique('embedding_model_name_dimensions_key', ['name', 'dimensions'])
@Index('embedding_model_active', ['active'], { unique: true, where: 'active' })
export class EmbeddingModel {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'embedding_model_pkey',
  })
  id!: number;

  @Column('text')
  name!: string;

  @Column('integer')
  dimensions!: number;

  @Column('boolean', { default: false })
  active!: boolean;

  /** When another took its place; null for the active one, and for one that is still being filled. */
  @Column('timestamptz', { name: 'replaced_at', nullable: true })
  replacedAt!: Date | null;

  /** From which sum of cosine and coverage on its hits are relevant; null if that was not measured here. */
  @Column('double precision', { name: 'relevance_threshold', nullable: true })
  relevanceThreshold!: number | null;

  /** Grows with every change of the threshold. */
  @Column('integer', { name: 'threshold_revision', default: 0 })
  thresholdRevision!: number;

  /** Mean vector, subtracted before signs are taken. */
  @Column('real', { array: true, nullable: true })
  centre!: number[] | null;

  /** Passages that the centre was computed from. */
  @Column('integer', { name: 'centred_count', default: 0 })
  centredCount!: number;
}
