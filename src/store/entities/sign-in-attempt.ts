/** Somebody who was sent to the identity provider and is expected back, once and soon, in the same browser. */
import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Entity('sign_in_attempt')
@Unique('sign_in_attempt_state_hash_key', ['stateHash'])
export class SignInAttempt {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'sign_in_attempt_pkey' })
  id!: string;

  /** SHA-256 of the `state` that went along and comes back. */
  @Column('bytea', { name: 'state_hash' })
  stateHash!: Buffer;

  /** SHA-256 of the secret in the browser's cookie. */
  @Column('bytea', { name: 'browser_hash' })
  browserHash!: Buffer;

  /** Of PKCE; useless without the code that only the provider can give. */
  @Column('text', { name: 'code_verifier' })
  codeVerifier!: string;

  @Column('text')
  nonce!: string;

  /** Where to go on, on this site. */
  @Column('text')
  next!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
