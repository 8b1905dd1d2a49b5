/** Synonyms, and the history of what curators decided about searches. By slugs, so that both outlast every ingest. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Synonyms1764021000000 implements MigrationInterface {
  readonly name = 'Synonyms1764021000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE synonym (
        id uuid CONSTRAINT synonym_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        terms text[] NOT NULL,
        alternatives text[] NOT NULL DEFAULT '{}',
        vendor text,
        product text,
        is_enabled boolean NOT NULL DEFAULT true,
        note text,
        revision integer NOT NULL DEFAULT 1,
        caller_name text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query(`
      CREATE TABLE search_setting_change (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT search_setting_change_pkey PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        kind text NOT NULL,
        setting_id uuid NOT NULL,
        revision integer NOT NULL,
        before jsonb,
        after jsonb,
        caller_kind text NOT NULL,
        caller_id text,
        caller_name text NOT NULL,
        door text NOT NULL,
        CONSTRAINT search_setting_change_kind_check CHECK (kind IN ('SYNONYM', 'RULE'))
      )`);
    await queryRunner.query(
      `CREATE INDEX search_setting_change_setting ON search_setting_change (kind, setting_id, id)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE search_setting_change`);
    await queryRunner.query(`DROP TABLE synonym`);
  }
}
