/** One file of a document. */
import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Document } from './document.js';

@Entity('document_file')
@Unique('document_file_document_id_stem_key', ['documentId', 'stem'])
export class DocumentFile {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'document_file_pkey',
  })
  id!: number;

  @Column('uuid', { name: 'document_id' })
  documentId!: string;

  @ManyToOne(() => Document, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'document_id', foreignKeyConstraintName: 'document_file_document_id_fkey' })
  document!: Document;

  /** Orders the files of a document. */
  @Column('integer')
  position!: number;

  /** Path below the source it was read from. */
  @Column('text')
  path!: string;

  @Column('text')
  name!: string;

  /** Name without extension, as in chunk keys. */
  @Column('text')
  stem!: string;

  @Column('text')
  title!: string;

  @Column('text')
  format!: string;

  @Column('integer')
  bytes!: number;

  @Column('bytea')
  sha256!: Buffer;

  /** Ordinal of the next new chunk; above any that was ever used. */
  @Column('integer', { name: 'next_ordinal', default: 0 })
  nextOrdinal!: number;

  @Column('text', { array: true, default: '{}' })
  warnings!: string[];

  /** Other files of the source that it was made with: path below the source's root, and SHA-256 or null if missing. */
  @Column('jsonb', { default: [] })
  includes!: { path: string; sha256: string | null }[];

  /** What the file says of itself: `language`, `kind`, `releasedOn`, `versions`; only what it states. */
  @Column('jsonb', { default: {} })
  stated!: Record<string, unknown>;
}
