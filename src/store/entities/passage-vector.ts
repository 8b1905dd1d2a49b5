/** The embedding of a passage, whole and as sign bits. */
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { EmbeddingModel } from './embedding-model.js';
import { Passage } from './passage.js';
import { Product } from './product.js';

@Entity('passage_vector')
@Index('passage_vector_product', ['productId'])
@Index('passage_vector_model', ['modelId'])
export class PassageVector {
  @PrimaryColumn('integer', { name: 'passage_id', primaryKeyConstraintName: 'passage_vector_pkey' })
  passageId!: number;

  @ManyToOne(() => Passage, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'passage_id', foreignKeyConstraintName: 'passage_vector_passage_id_fkey' })
  passage!: Passage;

  @Column('uuid', { name: 'product_id' })
  productId!: string;

  @ManyToOne(() => Product)
  @JoinColumn({ name: 'product_id', foreignKeyConstraintName: 'passage_vector_product_id_fkey' })
  product!: Product;

  @PrimaryColumn('integer', { name: 'model_id', primaryKeyConstraintName: 'passage_vector_pkey' })
  modelId!: number;

  @ManyToOne(() => EmbeddingModel)
  @JoinColumn({ name: 'model_id', foreignKeyConstraintName: 'passage_vector_model_id_fkey' })
  model!: EmbeddingModel;

  @Column('halfvec')
  embedding!: number[];

  /** Signs of the centred embedding, `0` and `1`. */
  @Column('bit varying')
  signs!: string;
}
