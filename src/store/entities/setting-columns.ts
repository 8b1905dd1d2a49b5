/** What all settings of searches have: how often they were changed, by whom and when. */
import { Column } from 'typeorm';

export abstract class SettingColumns {
  @Column('integer', { default: 1 })
  revision!: number;

  /** Who changed it last. */
  @Column('text', { name: 'caller_name' })
  callerName!: string;

  @Column('timestamptz', { name: 'changed_at', default: () => 'now()' })
  changedAt!: Date;
}
