/** A file on its way in: from the moment that a place was asked for until it is ingested. */
import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Entity('upload')
@Unique('upload_token_hash_key', ['tokenHash'])
@Index('upload_expires', ['expiresAt'])
@Check('upload_state_check', `state IN ('OPEN', 'RECEIVING', 'RECEIVED')`)
export class Upload {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'upload_pkey' })
  id!: string;

  /** That it will be kept under. */
  @Column('text')
  name!: string;

  /** SHA-256 of the secret in the address that the file is sent to. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('text', { default: 'OPEN' })
  state!: 'OPEN' | 'RECEIVING' | 'RECEIVED';

  /** Of the process that received it: its workers see the file. */
  @Column('text', { name: 'worker_group', nullable: true })
  workerGroup!: string | null;

  @Column('bigint', { nullable: true })
  bytes!: string | null;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
