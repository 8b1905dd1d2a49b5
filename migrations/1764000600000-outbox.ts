/**
 * Search indexes outside Postgres, and the outbox that tells them what changed. Triggers write it, so that whoever
 * changes a document, by whatever way, changes the outbox in the same transaction.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nothing is written while no index is registered: an embedded library has none. */
function recorder(name: string, select: string): string {
  return `
    CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM search_index) THEN
        INSERT INTO outbox (passage_id) ${select};
      END IF;
      RETURN NULL;
    END $$`;
}

const recorders = [
  {
    name: 'outbox_chunks_inserted',
    trigger: 'AFTER INSERT ON chunk REFERENCING NEW TABLE AS fresh',
    select: 'SELECT DISTINCT passage_id FROM fresh',
  },
  {
    name: 'outbox_chunks_moved',
    trigger: 'AFTER UPDATE ON chunk REFERENCING OLD TABLE AS before NEW TABLE AS fresh',
    select: `SELECT DISTINCT moved.passage_id
        FROM before b JOIN fresh f ON f.id = b.id, unnest(ARRAY[b.passage_id, f.passage_id]) AS moved (passage_id)
        WHERE (b.passage_id, b.version_id, b.document_id) IS DISTINCT FROM (f.passage_id, f.version_id, f.document_id)`,
  },
  {
    name: 'outbox_chunks_deleted',
    trigger: 'AFTER DELETE ON chunk REFERENCING OLD TABLE AS before',
    select: 'SELECT DISTINCT passage_id FROM before',
  },
  {
    name: 'outbox_documents_changed',
    trigger: 'AFTER UPDATE ON document REFERENCING OLD TABLE AS before NEW TABLE AS fresh',
    select: `SELECT DISTINCT c.passage_id
        FROM before b JOIN fresh f ON f.id = b.id JOIN chunk c ON c.document_id = f.id
        WHERE (b.state, b.kind, b.title, b.overrides->'kind', b.overrides->'title')
          IS DISTINCT FROM (f.state, f.kind, f.title, f.overrides->'kind', f.overrides->'title')`,
  },
  {
    name: 'outbox_versions_changed',
    trigger: 'AFTER UPDATE ON version REFERENCING OLD TABLE AS before NEW TABLE AS fresh',
    select: `SELECT DISTINCT c.passage_id
        FROM before b JOIN fresh f ON f.id = b.id JOIN chunk c ON c.version_id = f.id
        WHERE b.state IS DISTINCT FROM f.state`,
  },
  {
    name: 'outbox_products_moved',
    trigger: 'AFTER UPDATE ON product REFERENCING OLD TABLE AS before NEW TABLE AS fresh',
    select: `SELECT p.id FROM before b JOIN fresh f ON f.id = b.id JOIN passage p ON p.product_id = f.id
        WHERE b.vendor_id IS DISTINCT FROM f.vendor_id`,
  },
] as const;

export class Outbox1764000600000 implements MigrationInterface {
  readonly name = 'Outbox1764000600000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE search_index (
        name text PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('ACTIVE', 'BUILDING', 'PREVIOUS')),
        definition text NOT NULL,
        ready_after bigint,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query(`CREATE UNIQUE INDEX search_index_state ON search_index (state)`);
    await queryRunner.query(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        passage_id integer NOT NULL,
        removed_at_revision integer,
        attempts integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        due_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query(`
      CREATE TABLE dead_letter (
        index_name text NOT NULL REFERENCES search_index ON DELETE CASCADE,
        passage_id integer NOT NULL,
        revision integer NOT NULL,
        status integer NOT NULL,
        reason text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (index_name, passage_id)
      )`);
    for (const { name, trigger, select } of recorders) {
      await queryRunner.query(recorder(name, select));
      await queryRunner.query(`CREATE TRIGGER ${name} ${trigger} FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`);
    }
    await queryRunner.query(`
      CREATE FUNCTION outbox_passage_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM search_index) THEN
          INSERT INTO outbox (passage_id, removed_at_revision)
          VALUES (OLD.id, CASE TG_OP WHEN 'DELETE' THEN OLD.revision + 1 END);
        END IF;
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE TRIGGER outbox_passage_deleted AFTER DELETE ON passage
      FOR EACH ROW EXECUTE FUNCTION outbox_passage_changed()`);
    await queryRunner.query(`
      CREATE TRIGGER outbox_passage_rewritten AFTER UPDATE OF search_text, heading_path, identifiers ON passage
      FOR EACH ROW EXECUTE FUNCTION outbox_passage_changed()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TRIGGER outbox_passage_rewritten ON passage`);
    await queryRunner.query(`DROP TRIGGER outbox_passage_deleted ON passage`);
    await queryRunner.query(`DROP FUNCTION outbox_passage_changed`);
    for (const { name } of recorders.toReversed()) await queryRunner.query(`DROP FUNCTION ${name} CASCADE`);
    await queryRunner.query(`DROP TABLE dead_letter`);
    await queryRunner.query(`DROP TABLE outbox`);
    await queryRunner.query(`DROP TABLE search_index`);
  }
}
