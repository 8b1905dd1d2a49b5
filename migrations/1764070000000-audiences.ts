/**
 * For whom vendors, products, versions and documents are: a number beside each row, that of its own visibility or of what it
 * stands below, whichever is stricter. Triggers keep it, so that whoever writes a row, by whatever way, keeps it in the same
 * transaction; search indexes are told of every document and version whose number changes.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is for nobody passes on to what stands below it that it is for curators: that has a state of its own. */
const mostInherited = 2;

const holders = [
  { table: 'vendor', below: 'product' },
  { table: 'product', above: 'vendor', below: 'version' },
  { table: 'version', above: 'product', below: 'document' },
  { table: 'document', above: 'version' },
] as const satisfies readonly { table: string; above?: string; below?: string }[];

type Holder = { readonly table: string; readonly above?: string; readonly below?: string };

const combined = (overrides: string, inherited: string): string =>
  `greatest(visibility_number(${overrides}), least(${inherited}, ${String(mostInherited)}))`;

/**
 * Whoever puts a row below another waits for whoever changes for whom that is. Rows of a backup come before what they stand
 * below, with the number that they had.
 */
function keeper({ table, above }: Holder): string {
  const inherited =
    above === undefined
      ? 'NEW.audience := visibility_number(NEW.overrides);'
      : `SELECT holder.audience INTO inherited FROM ${above} holder WHERE holder.id = NEW.${above}_id FOR SHARE;
         NEW.audience := ${combined('NEW.overrides', 'coalesce(inherited, NEW.audience, 0)')};`;
  return `
    CREATE FUNCTION ${table}_audience() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE inherited smallint;
    BEGIN
      ${inherited}
      RETURN NEW;
    END $$`;
}

function handsOn({ table, below = '' }: Holder): string {
  const number = combined('held.overrides', 'NEW.audience');
  return `
    CREATE FUNCTION ${table}_audience_below() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE ${below} held SET audience = ${number} WHERE held.${table}_id = NEW.id AND held.audience <> ${number};
      RETURN NULL;
    END $$`;
}

function recorder(name: string, column: 'document_id' | 'version_id', facts: readonly string[]): string {
  const of = (row: string): string => facts.map((fact) => `${row}.${fact}`).join(', ');
  return `
    CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM search_index) THEN
        INSERT INTO outbox (passage_id)
        SELECT DISTINCT c.passage_id FROM before b JOIN fresh f ON f.id = b.id JOIN chunk c ON c.${column} = f.id
        WHERE (${of('b')}) IS DISTINCT FROM (${of('f')});
      END IF;
      RETURN NULL;
    END $$`;
}

const documentFacts = ['state', 'kind', 'title', `overrides->'kind'`, `overrides->'title'`];

async function watch(queryRunner: QueryRunner, fact: string): Promise<void> {
  await queryRunner.query(recorder('outbox_documents_changed', 'document_id', [...documentFacts, fact]));
  await queryRunner.query(recorder('outbox_versions_changed', 'version_id', ['state', fact]));
}

export class Audiences1764070000000 implements MigrationInterface {
  readonly name = 'Audiences1764070000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION visibility_number(overrides jsonb) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE overrides->>'visibility' WHEN 'READERS' THEN 1 WHEN 'CURATORS' THEN 2 WHEN 'HIDDEN' THEN 3
          WHEN 'DRAFT' THEN 3 ELSE 0 END::smallint
      $$`);
    for (const holder of holders as readonly Holder[]) {
      const { table, above, below } = holder;
      await queryRunner.query(`ALTER TABLE ${table} ADD COLUMN audience smallint NOT NULL DEFAULT 0`);
      await queryRunner.query(keeper(holder));
      // By name after the trigger that gives a thing that comes back its overrides.
      await queryRunner.query(`
        CREATE TRIGGER ${table}_gets_audience BEFORE INSERT ON ${table}
        FOR EACH ROW EXECUTE FUNCTION ${table}_audience()`);
      const moved = above === undefined ? '' : ` OR OLD.${above}_id IS DISTINCT FROM NEW.${above}_id`;
      await queryRunner.query(`
        CREATE TRIGGER ${table}_changes_audience BEFORE UPDATE ON ${table} FOR EACH ROW
        WHEN (OLD.overrides->'visibility' IS DISTINCT FROM NEW.overrides->'visibility'${moved})
        EXECUTE FUNCTION ${table}_audience()`);
      if (below === undefined) continue;
      await queryRunner.query(handsOn(holder));
    }
    for (const { table, below } of holders as readonly Holder[]) {
      if (below === undefined) continue;
      await queryRunner.query(`
        CREATE TRIGGER ${table}_hands_audience_on AFTER UPDATE ON ${table} FOR EACH ROW
        WHEN (OLD.audience IS DISTINCT FROM NEW.audience) EXECUTE FUNCTION ${table}_audience_below()`);
    }
    for (const table of ['document', 'version']) {
      await queryRunner.query(
        `UPDATE ${table} SET audience = visibility_number(overrides) WHERE overrides->>'visibility' IN ('HIDDEN', 'DRAFT')`,
      );
    }
    // Only now: the index holds no more of these than before.
    await watch(queryRunner, 'audience');
  }

  /** What was for some is for nobody afterwards, rather than for everybody. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await watch(queryRunner, `overrides->'visibility'`);
    for (const { table } of holders) {
      await queryRunner.query(`DROP FUNCTION ${table}_audience CASCADE`);
      await queryRunner.query(`DROP FUNCTION IF EXISTS ${table}_audience_below CASCADE`);
    }
    await queryRunner.query(
      `UPDATE document SET overrides = overrides || '{"visibility": "HIDDEN"}' WHERE overrides->>'visibility' IN ('READERS', 'CURATORS')`,
    );
    await queryRunner.query(
      `UPDATE version SET overrides = overrides || '{"visibility": "HIDDEN"}' WHERE audience IN (1, 2)`,
    );
    for (const table of ['vendor', 'product']) {
      await queryRunner.query(
        `UPDATE ${table} SET overrides = overrides - 'visibility' WHERE overrides ? 'visibility'`,
      );
    }
    for (const { table } of holders) await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN audience`);
    await queryRunner.query(`DROP FUNCTION visibility_number`);
  }
}
