/** One thing that was done with accounts, keys or the service, and by whom. Never changed, never holds a secret. */
import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Caller, Door } from '../../caller.js';

@Entity('audit_event')
export class AuditEvent {
  @PrimaryGeneratedColumn('identity', {
    primaryKeyConstraintName: 'audit_event_pkey',
    type: 'integer',
    generatedIdentity: 'ALWAYS',
  })
  id!: number;

  @CreateDateColumn({ type: 'timestamptz' })
  at!: Date;

  @Column('text')
  action!: string;

  @Column('text', { name: 'caller_kind' })
  callerKind!: Caller['kind'];

  @Column('uuid', { name: 'caller_id', nullable: true })
  callerId!: string | null;

  @Column('text', { name: 'caller_name' })
  callerName!: string;

  @Column('text')
  door!: Door;

  /** What it was done with: an e-mail address, the name of a key. */
  @Column('text', { nullable: true })
  subject!: string | null;

  @Column('jsonb', { default: {} })
  details!: Record<string, unknown>;
}
