/** What a preview is once it is made: an edit of many things, or the file that it came from. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PreviewBulkKind1764082000000 implements MigrationInterface {
  readonly name = 'PreviewBulkKind1764082000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE curation_preview ADD COLUMN bulk_kind text NOT NULL DEFAULT 'EDIT'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE curation_preview DROP COLUMN bulk_kind`);
  }
}
