/** What somebody said that a product's versions should have, by names, so that it outlasts every ingest. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Expectations1764010000000 implements MigrationInterface {
  readonly name = 'Expectations1764010000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE expectation (
        id uuid CONSTRAINT expectation_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        product_slug text NOT NULL,
        kind text NOT NULL,
        from_label text NOT NULL DEFAULT '',
        to_label text NOT NULL DEFAULT '',
        is_expected boolean NOT NULL DEFAULT true,
        declared_by text NOT NULL,
        source_root text NOT NULL DEFAULT '',
        note text,
        caller_name text,
        declared_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT expectation_declared_by_check CHECK (declared_by IN ('MANIFEST', 'CURATOR')),
        CONSTRAINT expectation_place_key UNIQUE (product_slug, kind, from_label, to_label, declared_by, source_root)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE expectation`);
  }
}
