/** Documents of jobs that ran into a limit of time or memory are tried a second time, once. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SecondAttempts1764007000000 implements MigrationInterface {
  readonly name = 'SecondAttempts1764007000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE job_document ADD COLUMN is_second_attempt boolean NOT NULL DEFAULT false`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE job_document DROP COLUMN is_second_attempt`);
  }
}
