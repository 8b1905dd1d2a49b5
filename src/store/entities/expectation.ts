/** What somebody said that a product's versions have, or do not have. Names instead of rows: it outlasts every ingest. */
import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { DocumentKind } from './document-kind.js';
import type { ExpectationOrigin } from './expectation-origin-kind.js';

@Entity('expectation')
@Unique('expectation_place_key', ['productSlug', 'kind', 'fromLabel', 'toLabel', 'declaredBy', 'sourceRoot'])
@Check('expectation_declared_by_check', `declared_by IN ('MANIFEST', 'CURATOR')`)
export class Expectation {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'expectation_pkey' })
  id!: string;

  @Column('text', { name: 'product_slug' })
  productSlug!: string;

  @Column('text')
  kind!: DocumentKind;

  /** Oldest version that it is about; empty for no limit. */
  @Column('text', { name: 'from_label', default: '' })
  fromLabel!: string;

  /** Newest version that it is about; empty for no limit. */
  @Column('text', { name: 'to_label', default: '' })
  toLabel!: string;

  /** False: the kind does not belong there, whatever other versions have. */
  @Column('boolean', { name: 'is_expected', default: true })
  isExpected!: boolean;

  @Column('text', { name: 'declared_by' })
  declaredBy!: ExpectationOrigin;

  /** The source whose manifest says it; empty for curators. */
  @Column('text', { name: 'source_root', default: '' })
  sourceRoot!: string;

  @Column('text', { nullable: true })
  note!: string | null;

  /** The curator. */
  @Column('text', { name: 'caller_name', nullable: true })
  callerName!: string | null;

  @Column('timestamptz', { name: 'declared_at', default: () => 'now()' })
  declaredAt!: Date;

  /** Grows with every change. */
  @Column('integer', { default: 1 })
  revision!: number;
}
