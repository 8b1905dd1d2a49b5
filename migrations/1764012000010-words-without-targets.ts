/**
 * Makes the words of keyword search anew: what links point to counts once. Libraries that hold passages get them here; the
 * outbox tells indexes outside Postgres.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { indexedWords } from '../src/search/search-words.js';

/** Passages that are read and written at once. */
const batch = 500;

interface PassageRow {
  readonly id: number;
  readonly searchText: string;
  readonly headingPath: readonly string[];
  readonly searchWords: string;
}

export class WordsWithoutTargets1764012000010 implements MigrationInterface {
  readonly name = 'WordsWithoutTargets1764012000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    // It would hold every passage twice; whoever starts next makes it anew.
    await queryRunner.query(`DROP INDEX IF EXISTS passage_words_bm25`);
    for (let after = 0; ;) {
      const rows = (await queryRunner.query(
        `SELECT id, search_text AS "searchText", heading_path AS "headingPath", search_words AS "searchWords"
         FROM passage WHERE id > $1 ORDER BY id LIMIT ${String(batch)}`,
        [after],
      )) as PassageRow[];
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.id;
      const changes = rows
        .map(({ id, searchText, headingPath, searchWords }) => ({
          id,
          words: indexedWords(searchText, headingPath),
          before: searchWords,
        }))
        .filter(({ words, before }) => words !== before)
        .map(({ id, words }) => ({ id, words }));
      await queryRunner.query(
        `UPDATE passage p SET search_words = x.words
         FROM jsonb_to_recordset($1::jsonb) AS x (id int, words text) WHERE p.id = x.id`,
        [JSON.stringify(changes)],
      );
    }
  }

  /** Words as they were before serve the version before as well. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
