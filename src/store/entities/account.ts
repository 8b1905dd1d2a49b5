/** Somebody who can sign in. */
import { Check, Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique, UpdateDateColumn } from 'typeorm';
import type { Role } from '../../caller.js';

@Entity('account')
@Unique('account_email_key', ['email'])
@Unique('account_provider_key', ['providerIssuer', 'providerSubject'])
@Check('account_role_check', `role IN ('READER', 'CURATOR', 'ADMINISTRATOR')`)
export class Account {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'account_pkey' })
  id!: string;

  /** Lower case. */
  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: Role;

  /** Argon2id, in the PHC string format; null for who signs in elsewhere. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  /** Identity provider that it signs in with, as that names itself; null for none. */
  @Column('text', { name: 'provider_issuer', nullable: true })
  providerIssuer!: string | null;

  /** Who it is there: lasts, unlike an e-mail address. */
  @Column('text', { name: 'provider_subject', nullable: true })
  providerSubject!: string | null;

  @Column('boolean', { default: false })
  disabled!: boolean;

  /** Grows with every change by an administrator. */
  @Column('integer', { default: 1 })
  revision!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
