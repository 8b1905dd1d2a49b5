/** What people who may not change the library ask curators to change; and which changes came of it. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Proposals1764022000000 implements MigrationInterface {
  readonly name = 'Proposals1764022000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE proposal (
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT proposal_pkey PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        kind text NOT NULL CONSTRAINT proposal_kind_check CHECK (kind IN ('CORRECTION', 'FEEDBACK')),
        state text NOT NULL DEFAULT 'OPEN' CONSTRAINT proposal_state_check
          CHECK (state IN ('OPEN', 'ACCEPTED', 'REJECTED', 'WITHDRAWN', 'DONE', 'NOT_OURS')),
        subject_kind text NOT NULL CONSTRAINT proposal_subject_kind_check
          CHECK (subject_kind IN ('VENDOR', 'PRODUCT', 'VERSION', 'DOCUMENT')),
        subject_path text NOT NULL,
        base_revision integer NOT NULL,
        changes jsonb NOT NULL DEFAULT '[]',
        chunk_key text,
        quote text,
        note text,
        author_kind text NOT NULL,
        author_id text,
        author_name text NOT NULL,
        door text NOT NULL,
        reviewer_kind text,
        reviewer_id text,
        reviewer_name text,
        reviewed_at timestamptz,
        reason text
      )`);
    await queryRunner.query(`CREATE INDEX proposal_state ON proposal (state, at)`);
    await queryRunner.query(`CREATE INDEX proposal_subject ON proposal (subject_kind, subject_path)`);
    await queryRunner.query(`
      ALTER TABLE curation_change ADD COLUMN proposal_id uuid
        CONSTRAINT curation_change_proposal_id_fkey REFERENCES proposal`);
    await queryRunner.query(`CREATE INDEX curation_change_proposal ON curation_change (proposal_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE curation_change DROP COLUMN proposal_id`);
    await queryRunner.query(`DROP TABLE proposal`);
  }
}
