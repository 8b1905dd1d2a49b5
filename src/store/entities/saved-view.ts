/** What somebody wants to see of a list again: its filters, order and columns, under a name. */
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Caller } from '../../caller.js';
import type { Density, ViewedList } from './saved-view-kind.js';
import { SettingColumns } from './setting-columns.js';

export interface ViewFilter {
  readonly name: string;
  readonly value: string;
}

@Entity('saved_view')
@Index('saved_view_owner', ['ownerKind', 'ownerId'])
export class SavedView extends SettingColumns {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'saved_view_pkey' })
  id!: string;

  @Column('text')
  list!: ViewedList;

  @Column('text')
  name!: string;

  /** As they stand in the address of the list; "me" stays "me", so that it is whoever reads. */
  @Column('jsonb')
  filters!: ViewFilter[];

  /** Null for the usual order of the list. */
  @Column('text', { nullable: true })
  sort!: string | null;

  /** None for all columns of the list. */
  @Column('text', { array: true, default: '{}' })
  columns!: string[];

  @Column('text')
  density!: Density;

  @Column('boolean', { name: 'is_shared', default: false })
  isShared!: boolean;

  @Column('text', { name: 'owner_kind' })
  ownerKind!: Caller['kind'];

  @Column('text', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('text', { name: 'owner_name' })
  ownerName!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
