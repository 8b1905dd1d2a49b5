/** Proposals are compared with values, field by field; the revision that they were made on was never asked for. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ProposalsWithoutRevision1764025000000 implements MigrationInterface {
  readonly name = 'ProposalsWithoutRevision1764025000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE proposal DROP COLUMN base_revision`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE proposal ADD COLUMN base_revision integer NOT NULL DEFAULT 0`);
    await queryRunner.query(`ALTER TABLE proposal ALTER COLUMN base_revision DROP DEFAULT`);
  }
}
