/** Searches of a day, counted: what is left of them after a while. */
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SearchVerdict } from './search-verdict-kind.js';

/** One object for each column: they are written to. */
const key = (): { primaryKeyConstraintName: string } => ({ primaryKeyConstraintName: 'query_day_pkey' });

@Entity('query_day')
export class SearchDay {
  @PrimaryColumn('date', key())
  day!: string;

  @PrimaryColumn('text', key())
  door!: string;

  @PrimaryColumn('text', key())
  client!: string;

  /** Slug of the only product that was asked for; empty for none or several. */
  @PrimaryColumn('text', key())
  product!: string;

  @PrimaryColumn('text', key())
  verdict!: SearchVerdict;

  @Column('integer')
  searches!: number;

  /** Those after which a hit was opened. */
  @Column('integer')
  opened!: number;
}
