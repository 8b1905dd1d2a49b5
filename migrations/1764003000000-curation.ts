/**
 * Changes that curators make: a revision that only they move, one row for each field that changed, and runs of changes that
 * belong together. What has been curated is known by its path too, so that a thing that comes back after it was deleted
 * gets its curated values back.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The slugs above a new row and its own, joined by `/`. */
const paths = {
  vendor: 'NEW.slug',
  product: 'NEW.slug',
  version: `(SELECT p.slug FROM product p WHERE p.id = NEW.product_id) || '/' || NEW.slug`,
  document: `(SELECT p.slug || '/' || v.slug FROM version v JOIN product p ON p.id = v.product_id
    WHERE v.id = NEW.version_id) || '/' || NEW.slug`,
} as const;

const tables = Object.keys(paths) as (keyof typeof paths)[];

export class Curation1764003000000 implements MigrationInterface {
  readonly name = 'Curation1764003000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables) {
      await queryRunner.query(`ALTER TABLE ${table} ADD COLUMN curation_revision integer NOT NULL DEFAULT 0`);
    }
    await queryRunner.query(`
      CREATE TABLE curation_bulk (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        at timestamptz NOT NULL DEFAULT now(),
        kind text NOT NULL CHECK (kind IN ('EDIT', 'UNDO', 'FILE')),
        changed integer NOT NULL,
        note text,
        caller_kind text NOT NULL,
        caller_id text,
        caller_name text NOT NULL,
        door text NOT NULL
      )`);
    await queryRunner.query(`
      CREATE TABLE curation_change (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        subject_kind text NOT NULL CHECK (subject_kind IN ('VENDOR', 'PRODUCT', 'VERSION', 'DOCUMENT')),
        subject_id uuid NOT NULL,
        subject_path text NOT NULL,
        revision integer NOT NULL,
        field text NOT NULL,
        before_set boolean NOT NULL,
        before jsonb,
        after_set boolean NOT NULL,
        after jsonb,
        extracted jsonb,
        note text,
        caller_kind text NOT NULL,
        caller_id text,
        caller_name text NOT NULL,
        door text NOT NULL,
        bulk_id uuid REFERENCES curation_bulk,
        reverts integer
      )`);
    await queryRunner.query(
      `CREATE INDEX curation_change_subject ON curation_change (subject_kind, subject_path, field, id)`,
    );
    await queryRunner.query(`CREATE INDEX curation_change_bulk ON curation_change (bulk_id)`);
    await queryRunner.query(`
      CREATE FUNCTION curated_before(kind text, path text, OUT overrides jsonb, OUT revision integer)
      LANGUAGE sql STABLE AS $$
        SELECT coalesce(jsonb_object_agg(field, coalesce(after, 'null')) FILTER (WHERE after_set), '{}'),
               coalesce(max(last.revision), 0)
        FROM (SELECT DISTINCT ON (c.field) c.field, c.after, c.after_set, c.revision FROM curation_change c
              WHERE c.subject_kind = kind AND c.subject_path = path ORDER BY c.field, c.id DESC) AS last
      $$`);
    for (const table of tables) {
      await queryRunner.query(`
        CREATE FUNCTION ${table}_comes_back() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          SELECT was.overrides, was.revision INTO NEW.overrides, NEW.curation_revision
          FROM curated_before('${table.toUpperCase()}', ${paths[table]}) AS was;
          RETURN NEW;
        END $$`);
      await queryRunner.query(`
        CREATE TRIGGER ${table}_comes_back BEFORE INSERT ON ${table} FOR EACH ROW
        WHEN (NEW.overrides = '{}' AND NEW.curation_revision = 0) EXECUTE FUNCTION ${table}_comes_back()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables) await queryRunner.query(`DROP FUNCTION ${table}_comes_back CASCADE`);
    await queryRunner.query(`DROP FUNCTION curated_before`);
    await queryRunner.query(`DROP TABLE curation_change`);
    await queryRunner.query(`DROP TABLE curation_bulk`);
    for (const table of tables) await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN curation_revision`);
  }
}
