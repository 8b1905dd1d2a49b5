/** A secret that lets a program in. */
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
import type { KeyScope, Role } from '../../caller.js';
import { Account } from './account.js';

@Entity('api_key')
@Unique('api_key_token_hash_key', ['tokenHash'])
@Index('api_key_account_id', ['accountId'])
@Check('api_key_role_check', `role IN ('READER', 'CURATOR', 'ADMINISTRATOR')`)
export class ApiKey {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'api_key_pkey' })
  id!: string;

  @Column('text')
  name!: string;

  /** SHA-256 of the key. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  /** Its first characters, by which its owner knows it again. */
  @Column('text')
  hint!: string;

  @Column('text')
  role!: Role;

  @Column('text', { array: true })
  scopes!: KeyScope[];

  /** Who made it; null when it was made on the machine itself. */
  @Column('uuid', { name: 'account_id', nullable: true })
  accountId!: string | null;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'api_key_account_id_fkey' })
  account!: Relation<Account> | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
