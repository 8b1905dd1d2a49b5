/**
 * The words that keyword search works with, beside the text that they are made of. Libraries that hold passages get them
 * here; the outbox tells indexes outside Postgres.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { identifiersOf } from '../src/search/identifiers.js';
import { indexedWords } from '../src/search/search-words.js';

/** Passages that are read and written at once. */
const batch = 500;

interface PassageRow {
  readonly id: number;
  readonly searchText: string;
  readonly headingPath: readonly string[];
  readonly identifiers: readonly string[];
}

/** Names of a passage that its row does not hold yet are added: readers find commands that no text shows as such. */
function changeOf({ id, searchText, headingPath, identifiers }: PassageRow) {
  const names = new Set([...identifiers, ...identifiersOf(searchText)]);
  return { id, words: indexedWords(searchText, headingPath), identifiers: [...names] };
}

async function fill(queryRunner: QueryRunner): Promise<void> {
  for (let after = 0; ;) {
    const rows = (await queryRunner.query(
      `SELECT id, search_text AS "searchText", heading_path AS "headingPath", identifiers
       FROM passage WHERE id > $1 ORDER BY id LIMIT ${String(batch)}`,
      [after],
    )) as PassageRow[];
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    await queryRunner.query(
      `UPDATE passage p
       SET search_words = x.words, identifiers = ARRAY(SELECT jsonb_array_elements_text(x.identifiers))
       FROM jsonb_to_recordset($1::jsonb) AS x (id int, words text, identifiers jsonb) WHERE p.id = x.id`,
      [JSON.stringify(rows.map(changeOf))],
    );
  }
}

const rewritten = (columns: string): string => `
  CREATE TRIGGER outbox_passage_rewritten AFTER UPDATE OF ${columns} ON passage
  FOR EACH ROW EXECUTE FUNCTION outbox_passage_changed()`;

export class SearchWords1764005000000 implements MigrationInterface {
  readonly name = 'SearchWords1764005000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Indexes of the text before; whoever starts next makes those of the words.
    await queryRunner.query(`DROP INDEX IF EXISTS passage_bm25`);
    await queryRunner.query(`ALTER TABLE passage DROP COLUMN IF EXISTS search_vector`);
    await queryRunner.query(`ALTER TABLE passage ADD COLUMN search_words text NOT NULL DEFAULT ''`);
    await fill(queryRunner);
    await queryRunner.query(
      `INSERT INTO term (product_id, text, identifier)
       SELECT DISTINCT product_id, name, true FROM passage, unnest(identifiers) AS name WHERE name !~ '^[0-9]+$'
       ON CONFLICT DO NOTHING`,
    );
    await queryRunner.query(`ALTER TABLE passage ALTER COLUMN search_words DROP DEFAULT`);
    await queryRunner.query(`DROP TRIGGER outbox_passage_rewritten ON passage`);
    await queryRunner.query(rewritten('search_text, search_words, heading_path, identifiers'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TRIGGER outbox_passage_rewritten ON passage`);
    await queryRunner.query(rewritten('search_text, heading_path, identifiers'));
    await queryRunner.query(`DROP INDEX IF EXISTS passage_words_bm25`);
    await queryRunner.query(`ALTER TABLE passage DROP COLUMN IF EXISTS search_vector`);
    await queryRunner.query(`ALTER TABLE passage DROP COLUMN search_words`);
  }
}
