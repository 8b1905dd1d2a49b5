/** Files remember what they were made with, so that a changed partial is a change of its readers, and what they say of themselves. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FileIncludes1764000300000 implements MigrationInterface {
  readonly name = 'FileIncludes1764000300000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE document_file 
      ADD COLUMN includes jsonb NOT NULL DEFAULT '[]',
      ADD COLUMN stated jsonb NOT NULL DEFAULT '{}'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE document_file DROP COLUMN includes, DROP COLUMN stated`);
  }
}
