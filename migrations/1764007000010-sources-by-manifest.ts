/** What is read by another manifest is another ingest source; a source knows the name that its documents have for it. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SourcesByManifest1764007000010 implements MigrationInterface {
  readonly name = 'SourcesByManifest1764007000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE ingest_source ADD COLUMN manifest text NOT NULL DEFAULT '', ADD COLUMN root text,
        DROP CONSTRAINT ingest_source_kind_location_key,
        ADD UNIQUE (kind, location, manifest)`);
    await queryRunner.query(`
      UPDATE ingest_source SET manifest = coalesce(options->'options'->>'manifest', ''),
             root = CASE WHEN kind = 'PACKAGES' THEN NULL ELSE location END`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DELETE FROM ingest_source s USING ingest_source older
      WHERE (older.kind, older.location) = (s.kind, s.location) AND (older.created_at, older.id) < (s.created_at, s.id)`);
    await queryRunner.query(`
      ALTER TABLE ingest_source DROP COLUMN manifest, DROP COLUMN root, ADD UNIQUE (kind, location)`);
  }
}
