/** A move that somebody looks at before it is made. */
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('move_preview')
export class MovePreview {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'move_preview_pkey' })
  id!: string;

  @Column('jsonb')
  request!: Readonly<Record<string, unknown>>;

  /** Of everything that it would move, as that stood then. */
  @Column('text')
  fingerprint!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
