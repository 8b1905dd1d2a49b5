/** A link that works once: for the first administrator, for somebody who is invited, for a password that was lost. */
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
  type Relation,
} from 'typeorm';
import type { Role } from '../../caller.js';
import { Account } from './account.js';

export const LINK_PURPOSES = ['FIRST_ADMINISTRATOR', 'INVITATION', 'RESET'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

@Entity('access_link')
@Unique('access_link_token_hash_key', ['tokenHash'])
@Index('access_link_account_id', ['accountId'])
@Check('access_link_purpose_check', `purpose IN ('FIRST_ADMINISTRATOR', 'INVITATION', 'RESET')`)
@Check('access_link_role_check', `role IN ('READER', 'CURATOR', 'ADMINISTRATOR')`)
export class AccessLink {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'access_link_pkey' })
  id!: string;

  /** SHA-256 of the secret in the link. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('text')
  purpose!: LinkPurpose;

  /** That the new account gets; null for a reset. */
  @Column('text', { nullable: true })
  role!: Role | null;

  /** That the new account must have; null for any. */
  @Column('text', { nullable: true })
  email!: string | null;

  /** Whose password it resets. */
  @Column('uuid', { name: 'account_id', nullable: true })
  accountId!: string | null;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'access_link_account_id_fkey' })
  account!: Relation<Account> | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
