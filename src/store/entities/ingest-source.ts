/** A place that documentation comes from, kept so that it can be ingested again. */
import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { SourceKind } from './source-kind.js';

@Entity('ingest_source')
@Unique('ingest_source_kind_location_key', ['kind', 'location'])
export class IngestSource {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'ingest_source_pkey' })
  id!: string;

  @Column('text')
  kind!: SourceKind;

  /** Absolute path, address of a site, address of a repository, or name of an upload. */
  @Column('text')
  location!: string;

  /** What its last run was asked for. */
  @Column('jsonb', { default: {} })
  options!: Record<string, unknown>;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
