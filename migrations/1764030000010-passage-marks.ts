/**
 * Passages and pages that curators hid, or marked as wrong: by slugs, pages and text, so that it outlasts every ingest; and the
 * chunks that each is in force for.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an index has to be told of chunks that changed; as the outbox has it. */
const movedChunks = (columns: (alias: string) => string): string => `
  CREATE OR REPLACE FUNCTION outbox_chunks_moved() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM search_index) THEN
      INSERT INTO outbox (passage_id)
      SELECT DISTINCT moved.passage_id
      FROM before b JOIN fresh f ON f.id = b.id, unnest(ARRAY[b.passage_id, f.passage_id]) AS moved (passage_id)
      WHERE (${columns('b')}) IS DISTINCT FROM (${columns('f')});
    END IF;
    RETURN NULL;
  END $$`;

const asBefore = (alias: string): string => `${alias}.passage_id, ${alias}.version_id, ${alias}.document_id`;

export class PassageMarks1764030000010 implements MigrationInterface {
  readonly name = 'PassageMarks1764030000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE passage_mark (
        id uuid CONSTRAINT passage_mark_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        effect text NOT NULL,
        product text NOT NULL,
        version text,
        document text NOT NULL,
        chunk_key text,
        passage text,
        first_page integer,
        last_page integer,
        reason text,
        revision integer NOT NULL DEFAULT 1,
        caller_name text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT passage_mark_effect_check CHECK (effect IN ('HIDE', 'FLAG')),
        CONSTRAINT passage_mark_anchor_check CHECK ((passage IS NULL) = (first_page IS NOT NULL AND last_page IS NOT NULL))
      )`);
    await queryRunner.query(`CREATE INDEX passage_mark_document ON passage_mark (product, document)`);
    await queryRunner.query(`
      CREATE TABLE passage_mark_place (
        mark_id uuid NOT NULL CONSTRAINT passage_mark_place_mark_id_fkey REFERENCES passage_mark ON DELETE CASCADE,
        chunk_id integer NOT NULL CONSTRAINT passage_mark_place_chunk_id_fkey REFERENCES chunk ON DELETE CASCADE,
        CONSTRAINT passage_mark_place_pkey PRIMARY KEY (mark_id, chunk_id)
      )`);
    await queryRunner.query(`CREATE INDEX passage_mark_place_chunk ON passage_mark_place (chunk_id)`);
    await queryRunner.query(`ALTER TABLE chunk ADD COLUMN is_hidden boolean NOT NULL DEFAULT false`);
    await queryRunner.query(movedChunks((alias) => `${asBefore(alias)}, ${alias}.is_hidden`));
    await this.allowKinds(queryRunner, `'SYNONYM', 'RULE', 'JUDGEMENT', 'PASSAGE_MARK'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM search_setting_change WHERE kind = 'PASSAGE_MARK'`);
    await this.allowKinds(queryRunner, `'SYNONYM', 'RULE', 'JUDGEMENT'`);
    await queryRunner.query(movedChunks(asBefore));
    await queryRunner.query(`ALTER TABLE chunk DROP COLUMN is_hidden`);
    await queryRunner.query(`DROP TABLE passage_mark_place`);
    await queryRunner.query(`DROP TABLE passage_mark`);
  }

  private async allowKinds(queryRunner: QueryRunner, kinds: string): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE search_setting_change DROP CONSTRAINT search_setting_change_kind_check,
        ADD CONSTRAINT search_setting_change_kind_check CHECK (kind IN (${kinds}))`);
  }
}
