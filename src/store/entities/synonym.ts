/** Words that mean the same to a search. Its scope is told by slugs, so that it outlasts every ingest. */
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { SettingColumns } from './setting-columns.js';

@Entity('synonym')
export class Synonym extends SettingColumns {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'synonym_pkey' })
  id!: string;

  /** Words and phrases as a curator wrote them. */
  @Column('text', { array: true })
  terms!: string[];

  /** What a search for one of the terms finds, too; none if all terms find each other. */
  @Column('text', { array: true, default: '{}' })
  alternatives!: string[];

  /** Slug; null for every vendor. */
  @Column('text', { nullable: true })
  vendor!: string | null;

  /** Slug; null for every product. */
  @Column('text', { nullable: true })
  product!: string | null;

  @Column('boolean', { name: 'is_enabled', default: true })
  isEnabled!: boolean;

  @Column('text', { nullable: true })
  note!: string | null;
}
