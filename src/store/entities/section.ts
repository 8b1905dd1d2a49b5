/** A heading and what stands under it; sections form the table of contents. */
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { DocumentFile } from './document-file.js';
import { Document } from './document.js';

@Entity('section')
@Index('section_document', ['documentId', 'position'])
@Index('section_file', ['fileId', 'position'])
@Index('section_parent', ['parentId'])
export class Section {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'section_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'document_id' })
  documentId!: string;

  @ManyToOne(() => Document, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'section_document_id_fkey' })
  document!: Document;

  @Column('integer', { name: 'file_id' })
  fileId!: number;

  @ManyToOne(() => DocumentFile, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'section_file_id_fkey' })
  file!: DocumentFile;

  @Column('integer', { name: 'parent_id', nullable: true })
  parentId!: number | null;

  @ManyToOne(() => Section, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'parent_id', foreignKeyConstraintName: 'section_parent_id_fkey' })
  parent!: Section | null;

  /** Reading order within the document. */
  @Column('integer')
  position!: number;

  /** 1 for a top-level heading. */
  @Column('integer')
  depth!: number;

  @Column('text')
  heading!: string;

  /** Unique within the file. */
  @Column('text')
  anchor!: string;

  @Column('text', { name: 'page_label', nullable: true })
  pageLabel!: string | null;
}
