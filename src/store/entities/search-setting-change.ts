/** One change of a rule, a synonym, a judgement or a mark, as a whole. The newest row tells every process that its settings are out of date. */
import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Caller, Door } from '../../caller.js';
import type { SettingKind } from './setting-kind.js';

@Entity('search_setting_change')
@Index('search_setting_change_setting', ['kind', 'settingId', 'id'])
@Check('search_setting_change_kind_check', `kind IN ('SYNONYM', 'RULE', 'JUDGEMENT', 'PASSAGE_MARK')`)
export class SearchSettingChange {
  @PrimaryGeneratedColumn('identity', {
    type: 'integer',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'search_setting_change_pkey',
  })
  id!: number;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  @Column('text')
  kind!: SettingKind;

  @Column('uuid', { name: 'setting_id' })
  settingId!: string;

  /** That the setting got by the change. */
  @Column('integer')
  revision!: number;

  /** Null when it was made. */
  @Column('jsonb', { nullable: true })
  before!: Readonly<Record<string, unknown>> | null;

  /** Null when it was deleted. */
  @Column('jsonb', { nullable: true })
  after!: Readonly<Record<string, unknown>> | null;

  @Column('text', { name: 'caller_kind' })
  callerKind!: Caller['kind'];

  @Column('text', { name: 'caller_id', nullable: true })
  callerId!: string | null;

  @Column('text', { name: 'caller_name' })
  callerName!: string;

  @Column('text')
  door!: Door;
}
