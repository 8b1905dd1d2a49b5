/** Bulk edits that somebody looks at before they are made: what they would do to which things, as those are now. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CurationPreviews1764003000010 implements MigrationInterface {
  readonly name = 'CurationPreviews1764003000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE curation_preview (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        subject_kind text NOT NULL,
        edits jsonb NOT NULL,
        note text,
        expires_at timestamptz NOT NULL
      )`);
    await queryRunner.query(`CREATE INDEX curation_preview_expires ON curation_preview (expires_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE curation_preview`);
  }
}
