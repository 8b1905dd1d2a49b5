/** The first heading of a file is found without its others: lists of documents ask for it. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FirstHeadings1764080000000 implements MigrationInterface {
  readonly name = 'FirstHeadings1764080000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX section_file`);
    await queryRunner.query(`CREATE INDEX section_file ON section (file_id, position)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX section_file`);
    await queryRunner.query(`CREATE INDEX section_file ON section (file_id)`);
  }
}
