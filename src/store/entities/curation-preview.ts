/** A bulk edit that somebody looks at before it is made. */
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { BulkKind } from './bulk-kind.js';
import type { SubjectKind } from './subject-kind.js';

/** What is to be done to one thing, and the curation revision that it was looked at with. */
export interface PlannedEdit {
  readonly id: string;
  readonly revision: number;
  readonly changes: readonly { readonly field: string; readonly set: boolean; readonly value: unknown }[];
}

@Entity('curation_preview')
@Index('curation_preview_expires', ['expiresAt'])
export class CurationPreview {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'curation_preview_pkey' })
  id!: string;

  @Column('text', { name: 'subject_kind' })
  subjectKind!: SubjectKind;

  /** What it is once it is made. */
  @Column('text', { name: 'bulk_kind', default: 'EDIT' })
  bulkKind!: BulkKind;

  @Column('jsonb')
  edits!: readonly PlannedEdit[];

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
