/** What is searched for: single searches for a while, then only counts of days; and what curators make of what is asked. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class QueryLog1764010000010 implements MigrationInterface {
  readonly name = 'QueryLog1764010000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE query_log (
        id uuid CONSTRAINT query_log_pkey PRIMARY KEY,
        at timestamptz NOT NULL,
        door text NOT NULL,
        client text NOT NULL DEFAULT '',
        query text NOT NULL,
        normalised text NOT NULL,
        products text[] NOT NULL DEFAULT '{}',
        versions text[] NOT NULL DEFAULT '{}',
        served text[] NOT NULL DEFAULT '{}',
        mode text NOT NULL,
        verdict text NOT NULL,
        hits integer NOT NULL,
        best_cosine real,
        took_ms integer NOT NULL,
        degraded boolean NOT NULL DEFAULT false,
        opened_rank integer
      )`);
    await queryRunner.query(`CREATE INDEX query_log_at ON query_log (at)`);
    await queryRunner.query(`CREATE INDEX query_log_normalised ON query_log (normalised)`);
    await queryRunner.query(`
      CREATE TABLE query_day (
        day date NOT NULL,
        door text NOT NULL,
        client text NOT NULL,
        product text NOT NULL,
        verdict text NOT NULL,
        searches integer NOT NULL,
        opened integer NOT NULL,
        CONSTRAINT query_day_pkey PRIMARY KEY (day, door, client, product, verdict)
      )`);
    await queryRunner.query(`
      CREATE TABLE question_state (
        normalised text CONSTRAINT question_state_pkey PRIMARY KEY,
        state text NOT NULL,
        note text,
        caller_name text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT question_state_state_check CHECK (state IN ('OPEN', 'PLANNED', 'MENDED', 'NOT_OURS'))
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['question_state', 'query_day', 'query_log']) await queryRunner.query(`DROP TABLE ${table}`);
  }
}
