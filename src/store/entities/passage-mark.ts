/**
 * A passage or a range of pages that a curator hid, or marked as wrong. The indexed text is never changed; slugs, pages and the
 * text itself tell what is meant, so that it outlasts every ingest.
 */
import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { MarkEffect } from './mark-effect-kind.js';
import { SettingColumns } from './setting-columns.js';

@Entity('passage_mark')
@Index('passage_mark_document', ['product', 'document'])
@Check('passage_mark_effect_check', `effect IN ('HIDE', 'FLAG')`)
@Check('passage_mark_anchor_check', '(passage IS NULL) = (first_page IS NOT NULL AND last_page IS NOT NULL)')
export class PassageMark extends SettingColumns {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'passage_mark_pkey' })
  id!: string;

  @Column('text')
  effect!: MarkEffect;

  /** Slug. */
  @Column('text')
  product!: string;

  /** Slug; null for the document in every version. */
  @Column('text', { nullable: true })
  version!: string | null;

  /** Slug. */
  @Column('text')
  document!: string;

  /** Of the chunk that was marked, as it was; null for pages. */
  @Column('text', { name: 'chunk_key', nullable: true })
  chunkKey!: string | null;

  /** Text of the passage as it was marked; null for pages. */
  @Column('text', { nullable: true })
  passage!: string | null;

  /** 1-based position in the file. */
  @Column('integer', { name: 'first_page', nullable: true })
  firstPage!: number | null;

  @Column('integer', { name: 'last_page', nullable: true })
  lastPage!: number | null;

  /** Why; what is wrong, shown with the passage, if it is only marked. */
  @Column('text', { nullable: true })
  reason!: string | null;
}
