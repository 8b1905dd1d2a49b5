/** What a curator decided about the hits of certain searches. Scope and targets are slugs and paths: they outlast every ingest. */
import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { DocumentKind } from './document-kind.js';
import type { RuleMatch } from './rule-match.js';
import { SettingColumns } from './setting-columns.js';

/** A document or section that comes at a place. */
export interface Pin {
  /** Path as in `rule-target.ts`. */
  readonly target: string;
  /** 1-based. */
  readonly position: number;
}

/** Hits whose scores count more or less; one of `target`, `kind` and `product` says which. */
export interface Boost {
  readonly target: string | null;
  readonly kind: DocumentKind | null;
  readonly product: string | null;
  /** 0.1 to 10. */
  readonly factor: number;
}

@Entity('search_rule')
@Check('search_rule_match_check', `match IN ('EXACT', 'PHRASE', 'CONTAINS', 'PREFIX')`)
export class SearchRule extends SettingColumns {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'search_rule_pkey' })
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  match!: RuleMatch;

  /** What a query must say, for the rule to be about it. */
  @Column('text')
  words!: string;

  /** Slug; null for every vendor. */
  @Column('text', { nullable: true })
  vendor!: string | null;

  @Column('text', { nullable: true })
  product!: string | null;

  /** Slug, of the product. */
  @Column('text', { nullable: true })
  version!: string | null;

  @Column('text', { nullable: true })
  kind!: DocumentKind | null;

  @Column('timestamptz', { name: 'valid_from', nullable: true })
  validFrom!: Date | null;

  /** From then on it is no longer in force. */
  @Column('timestamptz', { name: 'valid_to', nullable: true })
  validTo!: Date | null;

  /** Of rules with scopes as narrow, the higher wins. */
  @Column('integer', { default: 0 })
  priority!: number;

  @Column('jsonb', { default: [] })
  pins!: readonly Pin[];

  /** Targets. */
  @Column('text', { array: true, default: '{}' })
  hides!: readonly string[];

  @Column('jsonb', { default: [] })
  boosts!: readonly Boost[];

  /** Target that is told to be the answer. */
  @Column('text', { nullable: true })
  redirect!: string | null;

  @Column('boolean', { name: 'is_enabled', default: true })
  isEnabled!: boolean;

  @Column('text', { nullable: true })
  note!: string | null;
}
