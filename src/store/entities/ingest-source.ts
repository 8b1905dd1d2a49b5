/** A place that documentation comes from, kept so that it can be ingested again. */
import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { SourceKind } from './source-kind.js';

@Entity('ingest_source')
@Unique('ingest_source_kind_location_manifest_key', ['kind', 'location', 'manifest'])
export class IngestSource {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'ingest_source_pkey' })
  id!: string;

  @Column('text')
  kind!: SourceKind;

  /** Absolute path, address of a site, address of a repository, or name of an upload. */
  @Column('text')
  location!: string;

  /** Absolute path of the manifest or listing that it is read by, where that was named; else empty. */
  @Column('text', { default: '' })
  manifest!: string;

  /** What names it in its documents; null until it was planned. */
  @Column('text', { nullable: true })
  root!: string | null;

  /** What its last run was asked for. */
  @Column('jsonb', { default: {} })
  options!: Record<string, unknown>;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
