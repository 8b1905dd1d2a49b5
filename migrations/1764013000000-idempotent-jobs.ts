/** A request to start a job may carry a key of its client, so that sending it twice starts it once. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IdempotentJobs1764013000000 implements MigrationInterface {
  readonly name = 'IdempotentJobs1764013000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE job ADD COLUMN idempotency_key text`);
    await queryRunner.query(
      `CREATE INDEX job_idempotency_key ON job (idempotency_key) WHERE idempotency_key IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE job DROP COLUMN idempotency_key`);
  }
}
