/** Titles and headings can be found by how their words begin, for suggestions while somebody types. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SuggestedNames1764000710000 implements MigrationInterface {
  readonly name = 'SuggestedNames1764000710000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Every sign is a blank, so that the parser can't take words together as a host, a path or a number.
    await queryRunner.query(`
      CREATE FUNCTION name_words(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      RETURN to_tsvector('pg_catalog.simple'::regconfig,
        translate(name, $signs$!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~$signs$, repeat(' ', 32)))`);
    await queryRunner.query(`
      CREATE INDEX document_title_words ON document USING gin (name_words(coalesce(overrides->>'title', title)))`);
    await queryRunner.query(`CREATE INDEX section_heading_words ON section USING gin (name_words(heading))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX section_heading_words, document_title_words`);
    await queryRunner.query(`DROP FUNCTION name_words`);
  }
}
