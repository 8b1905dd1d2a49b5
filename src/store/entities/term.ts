/** A word or a name of a product's documentation. Some may be in no passage any more; the indexes know. */
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Product } from './product.js';

@Entity('term')
@Index('term_text', ['text'])
export class Term {
  @PrimaryColumn('uuid', { name: 'product_id', primaryKeyConstraintName: 'term_pkey' })
  productId!: string;

  @ManyToOne(() => Product, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'product_id', foreignKeyConstraintName: 'term_product_id_fkey' })
  product!: Product;

  /** Lower case. */
  @PrimaryColumn('text', { collation: 'C', primaryKeyConstraintName: 'term_pkey' })
  text!: string;

  /** Whether it is a name such as an error code or a command; else a plain word. */
  @Column('boolean')
  identifier!: boolean;
}
