/** A call of a mutation that its client named, so that it is made once. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('idempotent_call')
@Index('idempotent_call_claimed', ['claimedAt'])
export class IdempotentCall {
  /** SHA-256 of caller, mutation and key. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'idempotent_call_pkey' })
  name!: Buffer;

  /** SHA-256 of the input. */
  @Column('bytea')
  input!: Buffer;

  /** Names the one try to make it. */
  @Column('uuid')
  claim!: string;

  @Column('timestamptz', { name: 'claimed_at', default: () => 'now()' })
  claimedAt!: Date;

  /** What it gave, sealed with its key; null while it is being made. */
  @Column('bytea', { nullable: true })
  result!: Buffer | null;
}
