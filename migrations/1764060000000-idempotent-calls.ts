/** Calls of all mutations are made once, not only ingests; accounts know how often they were changed, passages since when they are there. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IdempotentCalls1764060000000 implements MigrationInterface {
  readonly name = 'IdempotentCalls1764060000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE idempotent_call (
        name bytea CONSTRAINT idempotent_call_pkey PRIMARY KEY,
        input bytea NOT NULL,
        claim uuid NOT NULL,
        claimed_at timestamptz NOT NULL DEFAULT now(),
        result bytea
      )`);
    await queryRunner.query(`CREATE INDEX idempotent_call_claimed ON idempotent_call (claimed_at)`);
    await queryRunner.query(`DROP INDEX job_idempotency_key`);
    await queryRunner.query(`ALTER TABLE job DROP COLUMN idempotency_key`);
    await queryRunner.query(`ALTER TABLE account ADD COLUMN revision integer NOT NULL DEFAULT 1`);
    await queryRunner.query(`ALTER TABLE passage ADD COLUMN created_at timestamptz NOT NULL DEFAULT now()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE passage DROP COLUMN created_at`);
    await queryRunner.query(`ALTER TABLE account DROP COLUMN revision`);
    await queryRunner.query(`ALTER TABLE job ADD COLUMN idempotency_key text`);
    await queryRunner.query(`
      CREATE INDEX job_idempotency_key ON job (idempotency_key) WHERE idempotency_key IS NOT NULL`);
    await queryRunner.query(`DROP TABLE idempotent_call`);
  }
}
