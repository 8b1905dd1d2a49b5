/** What was published of a version and kind from a moment on, until the next row of the same. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { DocumentKind } from './document-kind.js';

/** One object for each column: they are written to. */
const key = (): { primaryKeyConstraintName: string } => ({ primaryKeyConstraintName: 'coverage_history_pkey' });

@Entity('coverage_history')
@Index('coverage_history_at', ['at'])
export class CoverageMoment {
  /** Slugs, so that it outlasts what it is about. */
  @PrimaryColumn('text', key())
  product!: string;

  @PrimaryColumn('text', key())
  version!: string;

  @PrimaryColumn('text', key())
  kind!: DocumentKind;

  @PrimaryColumn('timestamptz', { ...key(), default: () => 'now()' })
  at!: Date;

  @Column('integer')
  documents!: number;

  @Column('integer')
  pages!: number;

  @Column('integer')
  chunks!: number;

  @Column('bigint')
  tokens!: string;
}
