/** What was taken back is found by what it took back, also where the history is long. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RevertedChanges1764083000000 implements MigrationInterface {
  readonly name = 'RevertedChanges1764083000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE INDEX curation_change_reverts ON curation_change (reverts) WHERE reverts IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX curation_change_reverts`);
  }
}
