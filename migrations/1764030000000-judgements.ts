/** What curators say of hits, by keys and paths, so that it outlasts every ingest; and what evaluations of it measured. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Judgements1764030000000 implements MigrationInterface {
  readonly name = 'Judgements1764030000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE judgement (
        id uuid CONSTRAINT judgement_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        query text NOT NULL,
        vendor text,
        product text,
        version text,
        kind text,
        target text NOT NULL,
        quote text,
        grade integer NOT NULL,
        note text,
        revision integer NOT NULL DEFAULT 1,
        caller_name text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT judgement_grade_check CHECK (grade BETWEEN 0 AND 3)
      )`);
    await queryRunner.query(`
      CREATE TABLE evaluation_run (
        id uuid CONSTRAINT evaluation_run_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        started_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        mode text NOT NULL,
        model text NOT NULL,
        questions jsonb NOT NULL DEFAULT '[]',
        unanswerable integer NOT NULL DEFAULT 0,
        dead_targets integer NOT NULL DEFAULT 0,
        figures jsonb,
        last_key text,
        caller_name text NOT NULL,
        CONSTRAINT evaluation_run_mode_check CHECK (mode IN ('HYBRID', 'LEXICAL', 'SEMANTIC'))
      )`);
    await queryRunner.query(`CREATE INDEX evaluation_run_started_at ON evaluation_run (started_at, id)`);
    await this.allowKinds(queryRunner, `'SYNONYM', 'RULE', 'JUDGEMENT'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM search_setting_change WHERE kind = 'JUDGEMENT'`);
    await this.allowKinds(queryRunner, `'SYNONYM', 'RULE'`);
    await queryRunner.query(`DROP TABLE evaluation_run`);
    await queryRunner.query(`DROP TABLE judgement`);
  }

  private async allowKinds(queryRunner: QueryRunner, kinds: string): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE search_setting_change DROP CONSTRAINT search_setting_change_kind_check,
        ADD CONSTRAINT search_setting_change_kind_check CHECK (kind IN (${kinds}))`);
  }
}
