/** The vocabulary of each product: words to correct what was mistyped with, and names to complete what is typed. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Terms1764001100000 implements MigrationInterface {
  readonly name = 'Terms1764001100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Compared byte by byte, so that the index finds beginnings.
    await queryRunner.query(`
      CREATE TABLE term (
        product_id uuid NOT NULL REFERENCES product ON DELETE CASCADE,
        text text COLLATE "C" NOT NULL,
        identifier boolean NOT NULL,
        PRIMARY KEY (product_id, text)
      )`);
    await queryRunner.query(`
      INSERT INTO term (product_id, text, identifier)
      SELECT product_id, text, bool_or(identifier) FROM (
        SELECT product_id, lower((regexp_matches(search_text, '\\m[[:alpha:]]{4,30}\\M', 'g'))[1]) AS text, false AS identifier
        FROM passage
        UNION ALL
        SELECT product_id, unnest(identifiers), true FROM passage) AS found
      GROUP BY product_id, text`);
    await queryRunner.query(`CREATE INDEX term_text ON term (text)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE term`);
  }
}
