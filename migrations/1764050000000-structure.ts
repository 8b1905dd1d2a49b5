/**
 * Moves by curators: where the library puts what sources name otherwise, the paths that things had before, and moves that are only
 * looked at. A passage that comes to another product is told to the outbox.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What has been curated of a path; where a thing stands is no value of it. */
const curatedBefore = (isValue: string): string => `
  CREATE OR REPLACE FUNCTION curated_before(kind text, path text, OUT overrides jsonb, OUT revision integer)
  LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_object_agg(field, coalesce(after, 'null')) FILTER (WHERE ${isValue}), '{}'),
           coalesce(max(last.revision), 0)
    FROM (SELECT DISTINCT ON (c.field) c.field, c.after, c.after_set, c.revision FROM curation_change c
          WHERE c.subject_kind = kind AND c.subject_path = path ORDER BY c.field, c.id DESC) AS last
  $$`;

export class Structure1764050000000 implements MigrationInterface {
  readonly name = 'Structure1764050000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['product', 'version', 'document']) {
      await queryRunner.query(`ALTER TABLE ${table} ADD COLUMN origin text`);
    }
    await queryRunner.query(`CREATE UNIQUE INDEX document_origin ON document (origin)`);
    await this.allowKinds(queryRunner, `'EDIT', 'UNDO', 'FILE', 'MOVE'`);
    await queryRunner.query(curatedBefore(`after_set AND field <> 'place'`));
    await queryRunner.query(`
      CREATE TABLE structure_move (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT structure_move_pkey PRIMARY KEY,
        bulk_id uuid NOT NULL CONSTRAINT structure_move_bulk_id_fkey REFERENCES curation_bulk ON DELETE CASCADE,
        request jsonb NOT NULL,
        made jsonb NOT NULL,
        gone jsonb NOT NULL,
        undone_at timestamptz,
        CONSTRAINT structure_move_bulk_id_key UNIQUE (bulk_id)
      )`);
    await queryRunner.query(`
      CREATE TABLE placement (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT placement_pkey PRIMARY KEY,
        bulk_id uuid NOT NULL CONSTRAINT placement_bulk_id_fkey REFERENCES curation_bulk ON DELETE CASCADE,
        kind text NOT NULL,
        from_path text NOT NULL,
        to_path text NOT NULL,
        CONSTRAINT placement_kind_check CHECK (kind IN ('VENDOR', 'OWNER', 'PRODUCT', 'VERSION', 'DOCUMENT'))
      )`);
    await queryRunner.query(`CREATE INDEX placement_from ON placement (kind, from_path, id)`);
    await queryRunner.query(`CREATE INDEX placement_bulk ON placement (bulk_id)`);
    await queryRunner.query(`
      CREATE TABLE former_path (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT former_path_pkey PRIMARY KEY,
        kind text NOT NULL,
        path text NOT NULL,
        product text,
        version text,
        document text,
        names text[] NOT NULL DEFAULT '{}',
        old_id uuid,
        target_id uuid NOT NULL,
        is_taken_back boolean NOT NULL DEFAULT false,
        bulk_id uuid NOT NULL CONSTRAINT former_path_bulk_id_fkey REFERENCES curation_bulk ON DELETE CASCADE,
        CONSTRAINT former_path_kind_check CHECK (kind IN ('VENDOR', 'PRODUCT', 'VERSION', 'DOCUMENT'))
      )`);
    await queryRunner.query(`CREATE INDEX former_path_path ON former_path (kind, path)`);
    await queryRunner.query(`CREATE INDEX former_path_document ON former_path (product, document)`);
    await queryRunner.query(`CREATE INDEX former_path_target ON former_path (target_id)`);
    await queryRunner.query(`CREATE INDEX former_path_old ON former_path (old_id)`);
    await queryRunner.query(`CREATE INDEX former_path_bulk ON former_path (bulk_id)`);
    await queryRunner.query(`
      CREATE TABLE move_preview (
        id uuid CONSTRAINT move_preview_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        request jsonb NOT NULL,
        fingerprint text NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    await queryRunner.query(`
      CREATE FUNCTION product_slug_now(asked text) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT coalesce(
          (SELECT p.slug FROM product p WHERE p.slug = asked),
          (SELECT p.slug FROM former_path f JOIN product p ON p.id = f.target_id
           WHERE f.kind = 'PRODUCT' AND f.path = asked ORDER BY f.id DESC LIMIT 1),
          asked)
      $$`);
    await queryRunner.query(`
      CREATE FUNCTION documents_called(in_product text, in_version text, called text) RETURNS SETOF uuid
      LANGUAGE sql STABLE AS $$
        SELECT d.id FROM product p JOIN version v ON v.product_id = p.id JOIN document d ON d.version_id = v.id
        WHERE p.slug = in_product AND d.slug = called AND (in_version IS NULL OR v.slug = in_version)
        UNION
        SELECT f.target_id FROM former_path f
        WHERE f.kind = 'DOCUMENT' AND f.product = in_product AND f.document = called AND NOT f.is_taken_back
          AND (in_version IS NULL OR f.version = in_version)
      $$`);
    await queryRunner.query(`
      CREATE TRIGGER outbox_passage_moved AFTER UPDATE OF product_id ON passage
      FOR EACH ROW EXECUTE FUNCTION outbox_passage_changed()`);
  }

  /** What was moved stays where it is; what sources name otherwise comes to its old place with the next ingest. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TRIGGER outbox_passage_moved ON passage`);
    await queryRunner.query(`DROP FUNCTION documents_called`);
    await queryRunner.query(`DROP FUNCTION product_slug_now`);
    for (const table of ['move_preview', 'former_path', 'placement', 'structure_move']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
    await queryRunner.query(curatedBefore('after_set'));
    await queryRunner.query(`DELETE FROM curation_change WHERE field = 'place'`);
    await queryRunner.query(`UPDATE curation_bulk SET kind = 'EDIT' WHERE kind = 'MOVE'`);
    await this.allowKinds(queryRunner, `'EDIT', 'UNDO', 'FILE'`);
    for (const table of ['document', 'version', 'product'])
      await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN origin`);
  }

  private async allowKinds(queryRunner: QueryRunner, kinds: string): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE curation_bulk DROP CONSTRAINT curation_bulk_kind_check,
        ADD CONSTRAINT curation_bulk_kind_check CHECK (kind IN (${kinds}))`);
  }
}
