/** What a search was limited to and what its best hit was, to ask it again; verdicts of curators; what was answered since. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class QuestionGroups1764040000000 implements MigrationInterface {
  readonly name = 'QuestionGroups1764040000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE query_log ADD COLUMN asked_scope jsonb, ADD COLUMN best_kind text`);
    await queryRunner.query(`
      ALTER TABLE question_state ADD COLUMN verdict text CONSTRAINT question_state_verdict_check
        CHECK (verdict IN ('CONTENT_GAP', 'VERSION_GAP', 'SCOPE_GAP', 'WORDING_GAP', 'NOT_OURS', 'ANSWERED'))`);
    await queryRunner.query(`
      CREATE TABLE question_retry (
        normalised text CONSTRAINT question_retry_pkey PRIMARY KEY,
        asked_at timestamptz NOT NULL DEFAULT now(),
        answered_at timestamptz
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE question_retry`);
    await queryRunner.query(`ALTER TABLE question_state DROP COLUMN verdict`);
    await queryRunner.query(`ALTER TABLE query_log DROP COLUMN best_kind, DROP COLUMN asked_scope`);
  }
}
