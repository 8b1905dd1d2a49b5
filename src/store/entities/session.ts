/** An account that is signed in with one browser. */
import {
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
import { Account } from './account.js';

@Entity('session')
@Unique('session_token_hash_key', ['tokenHash'])
@Index('session_account_id', ['accountId'])
export class Session {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'session_pkey' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'session_account_id_fkey' })
  account!: Relation<Account>;

  /** SHA-256 of the secret in the cookie. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  /** As the browser named itself, so that its owner knows it again. */
  @Column('text', { name: 'user_agent' })
  userAgent!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', default: () => 'now()' })
  lastUsedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
