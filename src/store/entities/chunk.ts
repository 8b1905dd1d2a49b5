/** One occurrence of a passage in a document: what is cited and linked to. */
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { DocumentFile } from './document-file.js';
import { Document } from './document.js';
import { Passage } from './passage.js';
import { Section } from './section.js';
import { Version } from './version.js';

@Entity('chunk')
@Unique('chunk_key_key', ['key'])
@Index('chunk_document', ['documentId', 'position'])
@Index('chunk_version_passage', ['versionId', 'passageId'])
@Index('chunk_passage', ['passageId'])
@Index('chunk_file', ['fileId'])
@Index('chunk_section', ['sectionId'])
export class Chunk {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'chunk_pkey',
  })
  id!: number;

  /** `product::version::document::file-stem::ordinal`. */
  @Column('text')
  key!: string;

  @Column('uuid', { name: 'version_id' })
  versionId!: string;

  @ManyToOne(() => Version)
  @JoinColumn({ name: 'version_id', foreignKeyConstraintName: 'chunk_version_id_fkey' })
  version!: Version;

  @Column('uuid', { name: 'document_id' })
  documentId!: string;

  @ManyToOne(() => Document, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'chunk_document_id_fkey' })
  document!: Document;

  @Column('integer', { name: 'file_id' })
  fileId!: number;

  @ManyToOne(() => DocumentFile, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'chunk_file_id_fkey' })
  file!: DocumentFile;

  @Column('integer', { name: 'section_id', nullable: true })
  sectionId!: number | null;

  @ManyToOne(() => Section, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'section_id', foreignKeyConstraintName: 'chunk_section_id_fkey' })
  section!: Section | null;

  @Column('integer', { name: 'passage_id' })
  passageId!: number;

  @ManyToOne(() => Passage)
  @JoinColumn({ name: 'passage_id', foreignKeyConstraintName: 'chunk_passage_id_fkey' })
  passage!: Passage;

  /** 0-based within the file; never given to another text. */
  @Column('integer')
  ordinal!: number;

  /** Reading order within the document. */
  @Column('integer')
  position!: number;

  /** A curator hid it; follows from the marks that are on it. */
  @Column('boolean', { name: 'is_hidden', default: false })
  isHidden!: boolean;

  @Column('integer', { name: 'first_page', nullable: true })
  firstPage!: number | null;

  @Column('text', { name: 'first_page_label', nullable: true })
  firstPageLabel!: string | null;

  @Column('integer', { name: 'last_page', nullable: true })
  lastPage!: number | null;

  @Column('text', { name: 'last_page_label', nullable: true })
  lastPageLabel!: string | null;
}
