/** A fault of the library has one code, in jobs as in answers. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OneCodeOfFaults1764013000010 implements MigrationInterface {
  readonly name = 'OneCodeOfFaults1764013000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await rename(queryRunner, 'INTERNAL', 'INTERNAL_SERVER_ERROR');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await rename(queryRunner, 'INTERNAL_SERVER_ERROR', 'INTERNAL');
  }
}

async function rename(queryRunner: QueryRunner, from: string, to: string): Promise<void> {
  await queryRunner.query(`UPDATE job SET error_code = $2 WHERE error_code = $1`, [from, to]);
  await queryRunner.query(`UPDATE job_file SET reason_code = $2 WHERE reason_code = $1`, [from, to]);
}
