/** A model that passages were embedded with; at most one is active. */
import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Entity('embedding_model')
@Unique('embedding_model_name_key', ['name'])
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

  /** Mean vector, subtracted before signs are taken. */
  @Column('real', { array: true, nullable: true })
  centre!: number[] | null;

  /** Passages that the centre was computed from. */
  @Column('integer', { name: 'centred_count', default: 0 })
  centredCount!: number;
}
