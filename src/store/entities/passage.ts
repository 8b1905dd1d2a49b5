/** A piece of text under one heading path, kept once per product however many versions hold it. */
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Product } from './product.js';

@Entity('passage')
@Unique('passage_product_id_hash_key', ['productId', 'hash'])
@Index('passage_identifiers', ['identifiers'], { type: 'gin' })
@Index('passage_defines', ['defines'], { type: 'gin' })
export class Passage {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'passage_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'product_id' })
  productId!: string;

  @ManyToOne(() => Product)
  @JoinColumn({ name: 'product_id', foreignKeyConstraintName: 'passage_product_id_fkey' })
  product!: Product;

  /** SHA-256 of heading path and text. */
  @Column('bytea')
  hash!: Buffer;

  @Column('text', { name: 'heading_path', array: true })
  headingPath!: string[];

  /** Markdown. */
  @Column('text')
  text!: string;

  /** Product, headings and text: what is embedded. */
  @Column('text', { name: 'search_text' })
  searchText!: string;

  /** Its words, as every ranking by words counts them. */
  @Column('text', { name: 'search_words' })
  searchWords!: string;

  @Column('text', { array: true })
  identifiers!: string[];

  /** Keys of the headings and names that it defines. */
  @Column('text', { array: true, default: '{}' })
  defines!: string[];

  /** Counted by the embedding model's tokenizer. */
  @Column('integer')
  tokens!: number;

  @Column('integer', { default: 1 })
  revision!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
