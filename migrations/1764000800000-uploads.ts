/** Uploads in two steps: a place is asked for, the file is sent there, and then it is ingested. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Uploads1764000800000 implements MigrationInterface {
  readonly name = 'Uploads1764000800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE upload (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        name text NOT NULL,
        token_hash bytea NOT NULL UNIQUE,
        state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'RECEIVING', 'RECEIVED')),
        worker_group text,
        bytes bigint,
        expires_at timestamptz NOT NULL
      )`);
    await queryRunner.query(`CREATE INDEX upload_expires ON upload (expires_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE upload`);
  }
}
