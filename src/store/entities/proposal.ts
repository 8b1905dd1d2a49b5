/** What somebody who may not change the library asks curators to change. Names instead of rows: it outlasts every ingest. */
import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Caller, Door } from '../../caller.js';
import type { ProposalKind, ProposalState } from './proposal-kind.js';
import type { SubjectKind } from './subject-kind.js';

/** One field of the thing. */
export interface ProposedField {
  readonly field: string;
  /** False: back to what the source says. */
  readonly set: boolean;
  readonly value: unknown;
  /** The value in force when it was proposed. */
  readonly base: unknown;
}

@Entity('proposal')
@Index('proposal_state', ['state', 'at'])
@Index('proposal_subject', ['subjectKind', 'subjectPath'])
@Check('proposal_kind_check', `kind IN ('CORRECTION', 'FEEDBACK')`)
@Check('proposal_state_check', `state IN ('OPEN', 'ACCEPTED', 'REJECTED', 'WITHDRAWN', 'DONE', 'NOT_OURS')`)
@Check('proposal_subject_kind_check', `subject_kind IN ('VENDOR', 'PRODUCT', 'VERSION', 'DOCUMENT')`)
export class Proposal {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'proposal_pkey' })
  id!: string;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  @Column('text')
  kind!: ProposalKind;

  @Column('text', { default: 'OPEN' })
  state!: ProposalState;

  @Column('text', { name: 'subject_kind' })
  subjectKind!: SubjectKind;

  /** Slugs joined by `/`. */
  @Column('text', { name: 'subject_path' })
  subjectPath!: string;

  /** Empty for feedback. */
  @Column('jsonb', { default: [] })
  changes!: readonly ProposedField[];

  /** The passage that feedback is about, if it is not about the whole document. */
  @Column('text', { name: 'chunk_key', nullable: true })
  chunkKey!: string | null;

  /** How that passage began. */
  @Column('text', { nullable: true })
  quote!: string | null;

  /** Why, as the author wrote it. */
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { name: 'author_kind' })
  authorKind!: Caller['kind'];

  /** Of the account or key, if it was one. */
  @Column('text', { name: 'author_id', nullable: true })
  authorId!: string | null;

  @Column('text', { name: 'author_name' })
  authorName!: string;

  @Column('text')
  door!: Door;

  @Column('text', { name: 'reviewer_kind', nullable: true })
  reviewerKind!: Caller['kind'] | null;

  @Column('text', { name: 'reviewer_id', nullable: true })
  reviewerId!: string | null;

  @Column('text', { name: 'reviewer_name', nullable: true })
  reviewerName!: string | null;

  @Column('timestamptz', { name: 'reviewed_at', nullable: true })
  reviewedAt!: Date | null;

  /** Why it was answered so. */
  @Column('text', { nullable: true })
  reason!: string | null;
}
