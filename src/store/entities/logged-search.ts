/** One search that was asked. Says nothing of who asked but the door and the program. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { DocumentKind } from './document-kind.js';
import type { SearchVerdict } from './search-verdict-kind.js';

/** Names of a scope as they were written; secrets are masked. */
export type AskedScope = Readonly<
  Partial<Record<'vendors' | 'products' | 'versions' | 'kinds' | 'documents' | 'languages', readonly string[]>>
>;

@Entity('query_log')
@Index('query_log_at', ['at'])
@Index('query_log_normalised', ['normalised'])
export class LoggedSearch {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'query_log_pkey' })
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  door!: string;

  /** Name that a program gives itself; empty if it gave none. */
  @Column('text', { default: '' })
  client!: string;

  /** Secrets are masked. */
  @Column('text')
  query!: string;

  /** Lower case, white space collapsed: the same question has the same. */
  @Column('text')
  normalised!: string;

  /** Slugs of the products that were asked for. */
  @Column('text', { array: true, default: '{}' })
  products!: string[];

  /** Versions that were asked for, as they were written. */
  @Column('text', { array: true, default: '{}' })
  versions!: string[];

  /** Versions that answered: `product/version`. */
  @Column('text', { array: true, default: '{}' })
  served!: string[];

  @Column('text')
  mode!: string;

  @Column('text')
  verdict!: SearchVerdict;

  @Column('integer')
  hits!: number;

  /** Of the best hit that vectors found. */
  @Column('real', { name: 'best_cosine', nullable: true })
  bestCosine!: number | null;

  @Column('integer', { name: 'took_ms' })
  tookMs!: number;

  /** One leg took no part. */
  @Column('boolean', { default: false })
  degraded!: boolean;

  /** As the caller limited it, to ask it again; null where that is too long to keep. */
  @Column('jsonb', { name: 'asked_scope', nullable: true })
  askedScope!: AskedScope | null;

  /** Kind of the document that the best hit stands in. */
  @Column('text', { name: 'best_kind', nullable: true })
  bestKind!: DocumentKind | null;

  /** Rank of the first hit that was opened afterwards. */
  @Column('integer', { name: 'opened_rank', nullable: true })
  openedRank!: number | null;
}
