/** One manual, guide, page tree or release note of a version: a folder of files. */
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import type { DocumentKind } from './document-kind.js';
import type { LifecycleState } from './lifecycle-state.js';
import { Version } from './version.js';

@Entity('document')
@Unique('document_version_id_slug_key', ['versionId', 'slug'])
@Index('document_source_root', ['sourceRoot'])
@Index('document_origin', ['origin'], { unique: true })
@Check('document_state_check', `state IN ('DRAFT', 'PUBLISHED', 'HIDDEN', 'ARCHIVED')`)
export class Document {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'document_pkey' })
  id!: string;

  @Column('uuid', { name: 'version_id' })
  versionId!: string;

  @ManyToOne(() => Version)
  @JoinColumn({ name: 'version_id', foreignKeyConstraintName: 'document_version_id_fkey' })
  version!: Version;

  @Column('text')
  slug!: string;

  @Column('text')
  title!: string;

  @Column('text', { default: 'OTHER' })
  kind!: DocumentKind;

  /** BCP 47 tag. */
  @Column('text', { nullable: true })
  language!: string | null;

  @Column('text', { nullable: true })
  licence!: string | null;

  /** The source that the document was ingested from and is archived with. */
  @Column('text', { name: 'source_root' })
  sourceRoot!: string;

  @Column('text', { name: 'source_url', nullable: true })
  sourceUrl!: string | null;

  @Column('text', { default: 'PUBLISHED' })
  state!: LifecycleState;

  @Column('bytea', { name: 'content_hash' })
  contentHash!: Buffer;

  @Column('integer', { name: 'page_count', nullable: true })
  pageCount!: number | null;

  /** Pages on which something stands that can't be read as text. */
  @Column('integer', { name: 'pages_without_text', default: 0 })
  pagesWithoutText!: number;

  @Column('integer', { name: 'file_count', default: 0 })
  fileCount!: number;

  @Column('integer', { name: 'chunk_count', default: 0 })
  chunkCount!: number;

  /** Different passages that its chunks show. */
  @Column('integer', { name: 'passage_count', default: 0 })
  passageCount!: number;

  /** Of the passages of its chunks. */
  @Column('integer', { name: 'token_count', default: 0 })
  tokenCount!: number;

  /** Warnings of its files. */
  @Column('integer', { name: 'warning_count', default: 0 })
  warningCount!: number;

  /** Files that its files take in and that were not there. */
  @Column('integer', { name: 'missing_includes', default: 0 })
  missingIncludes!: number;

  /** What its text states for a title; null where that is nothing. */
  @Column('text', { name: 'stated_title', nullable: true })
  statedTitle!: string | null;

  /** Its title, if no curator sets one, only repeats the name of its file or folder. */
  @Column('boolean', { name: 'title_from_name', default: false })
  titleFromName!: boolean;

  /** Passages without a vector of the library's model. */
  @Column('integer', { name: 'unembedded_count', default: 0 })
  unembeddedCount!: number;

  /** When its content was written last. */
  @Column('timestamptz', { name: 'ingested_at', default: () => 'now()' })
  ingestedAt!: Date;

  /** What the files say about themselves, beside the columns: `releasedOn`, `versions`, `frontMatter`. */
  @Column('jsonb', { default: {} })
  extracted!: Record<string, unknown>;

  /** `product/version/document` that its source names it by, where a curator put it elsewhere. */
  @Column('text', { nullable: true })
  origin!: string | null;

  /** A curator's values by field name; each wins over the column of that name. */
  @Column('jsonb', { default: {} })
  overrides!: Record<string, unknown>;

  /** Grows with every change by a curator; no ingest touches it. */
  @Column('integer', { name: 'curation_revision', default: 0 })
  curationRevision!: number;

  /** For whom it is, what it stands below included: number of an audience, or 3 for nobody. The database keeps it. */
  @Column('smallint', { default: 0 })
  audience!: number;

  /** Grows with every change of content. */
  @Column('integer', { default: 1 })
  revision!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
