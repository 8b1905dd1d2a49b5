/**
 * Indexes of names are kept up at once: what GIN leaves pending is read through by every suggestion, until a vacuum that
 * the embedded Postgres rarely sees.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const indexes = ['document_title_words', 'section_heading_words'] as const;

export class ImmediateNameIndexes1764001110000 implements MigrationInterface {
  readonly name = 'ImmediateNameIndexes1764001110000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const index of indexes) {
      await queryRunner.query(`ALTER INDEX ${index} SET (fastupdate = off)`);
      await queryRunner.query(`SELECT gin_clean_pending_list('${index}')`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const index of indexes) await queryRunner.query(`ALTER INDEX ${index} RESET (fastupdate)`);
  }
}
