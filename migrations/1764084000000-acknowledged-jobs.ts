/** Jobs of which somebody said that what failed in them may stay so. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AcknowledgedJobs1764084000000 implements MigrationInterface {
  readonly name = 'AcknowledgedJobs1764084000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE job ADD COLUMN acknowledged_at timestamptz`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE job DROP COLUMN acknowledged_at`);
  }
}
