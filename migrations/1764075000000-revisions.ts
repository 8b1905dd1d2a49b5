/** Expectations, marks of questions and thresholds know how often they were changed: nobody overwrites what he has not seen. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Revisions1764075000000 implements MigrationInterface {
  readonly name = 'Revisions1764075000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE expectation ADD COLUMN revision integer NOT NULL DEFAULT 1`);
    await queryRunner.query(`ALTER TABLE question_state ADD COLUMN revision integer NOT NULL DEFAULT 1`);
    await queryRunner.query(`ALTER TABLE embedding_model ADD COLUMN threshold_revision integer NOT NULL DEFAULT 0`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE embedding_model DROP COLUMN threshold_revision`);
    for (const table of ['question_state', 'expectation']) {
      await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN revision`);
    }
  }
}
