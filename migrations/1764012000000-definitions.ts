/** What each passage defines, so that it is found before those that mention it. Libraries that hold passages get it here. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { definitionKeys, type DefiningText } from '../src/search/definitions/definition-keys.js';

/** Passages that are read and written at once. */
const batch = 500;

async function fill(queryRunner: QueryRunner): Promise<void> {
  for (let after = 0; ;) {
    const rows = (await queryRunner.query(
      `SELECT id, text, heading_path AS "headingPath", identifiers
       FROM passage WHERE id > $1 ORDER BY id LIMIT ${String(batch)}`,
      [after],
    )) as (DefiningText & { readonly id: number })[];
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    await queryRunner.query(
      `UPDATE passage p SET defines = ARRAY(SELECT jsonb_array_elements_text(x.defines))
       FROM jsonb_to_recordset($1::jsonb) AS x (id int, defines jsonb) WHERE p.id = x.id`,
      [JSON.stringify(rows.map((row) => ({ id: row.id, defines: definitionKeys(row) })))],
    );
  }
}

export class Definitions1764012000000 implements MigrationInterface {
  readonly name = 'Definitions1764012000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // It would hold every passage twice; whoever starts next makes it anew.
    await queryRunner.query(`DROP INDEX IF EXISTS passage_words_bm25`);
    await queryRunner.query(`ALTER TABLE passage ADD COLUMN defines text[] NOT NULL DEFAULT '{}'`);
    await fill(queryRunner);
    await queryRunner.query(`CREATE INDEX passage_defines ON passage USING gin (defines)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX IF EXISTS passage_defines`);
    await queryRunner.query(`ALTER TABLE passage DROP COLUMN defines`);
  }
}
