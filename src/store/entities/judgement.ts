/** How well something answers a question, as a curator says. Scope and target are slugs, keys and paths: they outlast every ingest. */
import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DocumentKind } from './document-kind.js';
import { SettingColumns } from './setting-columns.js';

@Entity('judgement')
@Check('judgement_grade_check', 'grade BETWEEN 0 AND 3')
export class Judgement extends SettingColumns {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'judgement_pkey' })
  id!: string;

  /** The words, blanks put in order. */
  @Column('text')
  query!: string;

  /** Slug; null for a question to every vendor. */
  @Column('text', { nullable: true })
  vendor!: string | null;

  @Column('text', { nullable: true })
  product!: string | null;

  /** Slug, of the product. */
  @Column('text', { nullable: true })
  version!: string | null;

  @Column('text', { nullable: true })
  kind!: DocumentKind | null;

  /** Key of a chunk, for its passage; or a path as in `rule-target.ts`. */
  @Column('text')
  target!: string;

  /** How the passage begins: by that it is found again where its key is no more. Null for paths. */
  @Column('text', { nullable: true })
  quote!: string | null;

  /** 0 is no answer, 3 the best. */
  @Column('integer')
  grade!: number;

  @Column('text', { nullable: true })
  note!: string | null;
}
