/** One page of a paginated original. */
import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { DocumentFile } from './document-file.js';

@Entity('page')
@Unique('page_file_id_index_key', ['fileId', 'index'])
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
}
