/** Redirects of chunk keys say whether the text went there, or is gone and that is just the nearest. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RedirectsThatTell1764007000020 implements MigrationInterface {
  readonly name = 'RedirectsThatTell1764007000020';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE chunk_redirect ADD COLUMN is_text_kept boolean NOT NULL DEFAULT true`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE chunk_redirect DROP COLUMN is_text_kept`);
  }
}
