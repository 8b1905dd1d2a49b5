/** Jobs as tables of work: where documentation comes from, what a job was asked for, and its documents with leases. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IngestJobs1764000500000 implements MigrationInterface {
  readonly name = 'IngestJobs1764000500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE ingest_source (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        location text NOT NULL,
        options jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (kind, location)
      )`);
    await queryRunner.query(`
      ALTER TABLE job
        ADD COLUMN source_id uuid REFERENCES ingest_source ON DELETE SET NULL,
        ADD COLUMN retry_of uuid REFERENCES job ON DELETE SET NULL,
        ADD COLUMN worker_group text NOT NULL DEFAULT '',
        ADD COLUMN planned_at timestamptz,
        ADD COLUMN error_code text,
        ADD COLUMN unchanged integer NOT NULL DEFAULT 0,
        ADD COLUMN warnings text[] NOT NULL DEFAULT '{}'`);
    await queryRunner.query(`CREATE INDEX job_source_started ON job (source_id, started_at DESC)`);
    await queryRunner.query(`CREATE INDEX job_retry_of ON job (retry_of)`);
    await queryRunner.query(`CREATE INDEX job_open ON job (started_at) WHERE state IN ('QUEUED', 'RUNNING')`);
    await queryRunner.query(`
      CREATE TABLE job_document (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        job_id uuid NOT NULL REFERENCES job ON DELETE CASCADE,
        key text NOT NULL,
        action text NOT NULL,
        state text NOT NULL DEFAULT 'WAITING',
        plan jsonb,
        files integer NOT NULL DEFAULT 0,
        lease_owner text,
        lease_until timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        document_id uuid REFERENCES document ON DELETE SET NULL,
        written boolean NOT NULL DEFAULT false,
        unchanged integer NOT NULL DEFAULT 0,
        chunks integer NOT NULL DEFAULT 0,
        passages_new integer NOT NULL DEFAULT 0,
        UNIQUE (job_id, key)
      )`);
    await queryRunner.query(`CREATE INDEX job_document_open ON job_document (job_id, state, id)`);
    await queryRunner.query(`CREATE UNIQUE INDEX job_document_leased ON job_document (key) WHERE state = 'LEASED'`);
    await queryRunner.query(`CREATE INDEX job_document_document ON job_document (document_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE job_document`);
    await queryRunner.query(`DROP INDEX job_open, job_retry_of, job_source_started`);
    await queryRunner.query(`
      ALTER TABLE job DROP COLUMN source_id, DROP COLUMN retry_of, DROP COLUMN worker_group, DROP COLUMN planned_at,
        DROP COLUMN error_code, DROP COLUMN unchanged, DROP COLUMN warnings`);
    await queryRunner.query(`DROP TABLE ingest_source`);
  }
}
