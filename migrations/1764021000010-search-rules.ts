/** Rules of curators about the hits of certain searches. By slugs and paths, so that they outlast every ingest. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SearchRules1764021000010 implements MigrationInterface {
  readonly name = 'SearchRules1764021000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE search_rule (
        id uuid CONSTRAINT search_rule_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        name text NOT NULL,
        match text NOT NULL,
        words text NOT NULL,
        vendor text,
        product text,
        version text,
        kind text,
        valid_from timestamptz,
        valid_to timestamptz,
        priority integer NOT NULL DEFAULT 0,
        pins jsonb NOT NULL DEFAULT '[]',
        hides text[] NOT NULL DEFAULT '{}',
        boosts jsonb NOT NULL DEFAULT '[]',
        redirect text,
        is_enabled boolean NOT NULL DEFAULT true,
        note text,
        revision integer NOT NULL DEFAULT 1,
        caller_name text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT search_rule_match_check CHECK (match IN ('EXACT', 'PHRASE', 'CONTAINS', 'PREFIX'))
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE search_rule`);
  }
}
