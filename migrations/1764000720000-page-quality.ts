/**
 * What can be said of a page's text, and how many pages have none that is usable: of a document, of a file in a job. Of
 * pages that were written before, nothing is known; the next run of their source reads them again, since the readers'
 * revision was raised too.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PageQuality1764000720000 implements MigrationInterface {
  readonly name = 'PageQuality1764000720000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE page ADD COLUMN quality text NOT NULL DEFAULT 'TEXT'
        CONSTRAINT page_quality_check
        CHECK (quality IN ('TEXT', 'BLANK', 'PARTIAL', 'UNMAPPED', 'NO_TEXT_LAYER', 'RECOGNISED'))`);
    await queryRunner.query(`ALTER TABLE document ADD COLUMN pages_without_text integer NOT NULL DEFAULT 0`);
    await queryRunner.query(`ALTER TABLE job_file ADD COLUMN pages_without_text integer NOT NULL DEFAULT 0`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE job_file DROP COLUMN pages_without_text`);
    await queryRunner.query(`ALTER TABLE document DROP COLUMN pages_without_text`);
    await queryRunner.query(`ALTER TABLE page DROP COLUMN quality`);
  }
}
