/** One page of a paginated original. */
import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { DocumentFile } from './document-file.js';
import type { PageQuality } from './page-quality.js';

@Entity('page')
@Unique('page_file_id_index_key', ['fileId', 'index'])
@Check('page_quality_check', `quality IN ('TEXT', 'BLANK', 'PARTIAL', 'UNMAPPED', 'NO_TEXT_LAYER', 'RECOGNISED')`)
export class Page {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'page_pkey',
  })
  id!: number;

  @Column('integer', { name: 'file_id' })
  fileId!: number;

  @ManyToOne(() => DocumentFile, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'page_file_id_fkey' })
  file!: DocumentFile;

  /** 1-based position in the file. */
  @Column('integer')
  index!: number;

  /** What is printed on the page: `xiv`, `150`. */
  @Column('text')
  label!: string;

  /** Markdown. */
  @Column('text')
  text!: string;

  @Column('text', { default: 'TEXT' })
  quality!: PageQuality;
}
