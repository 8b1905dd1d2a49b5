/**
 * Keeps apart what a source has (`state`) and what a curator decided (`overrides.visibility`), and tells search indexes of
 * both.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const documentFacts = (row: string, isNew: boolean): string =>
  [
    ...['state', 'kind', 'title'].map((column) => `${row}.${column}`),
    ...['kind', 'title', ...(isNew ? ['visibility'] : [])].map((field) => `${row}.overrides->'${field}'`),
  ].join(', ');

const versionFacts = (row: string, isNew: boolean): string =>
  isNew ? `${row}.state, ${row}.overrides->'visibility'` : `${row}.state`;

function recorder(name: string, changed: string): string {
  return `
    CREATE OR REPLACE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM search_index) THEN
        INSERT INTO outbox (passage_id) ${changed};
      END IF;
      RETURN NULL;
    END $$`;
}

async function replaceRecorders(queryRunner: QueryRunner, isNew: boolean): Promise<void> {
  await queryRunner.query(
    recorder(
      'outbox_documents_changed',
      `SELECT DISTINCT c.passage_id FROM before b JOIN fresh f ON f.id = b.id JOIN chunk c ON c.document_id = f.id
       WHERE (${documentFacts('b', isNew)}) IS DISTINCT FROM (${documentFacts('f', isNew)})`,
    ),
  );
  await queryRunner.query(
    recorder(
      'outbox_versions_changed',
      `SELECT DISTINCT c.passage_id FROM before b JOIN fresh f ON f.id = b.id JOIN chunk c ON c.version_id = f.id
       WHERE (${versionFacts('b', isNew)}) IS DISTINCT FROM (${versionFacts('f', isNew)})`,
    ),
  );
}

export class Visibility1764002000000 implements MigrationInterface {
  readonly name = 'Visibility1764002000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await replaceRecorders(queryRunner, true);
    for (const table of ['document', 'version']) {
      await queryRunner.query(
        `UPDATE ${table} SET overrides = overrides || jsonb_build_object('visibility', state), state = 'PUBLISHED'
         WHERE state IN ('HIDDEN', 'DRAFT')`,
      );
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['document', 'version']) {
      await queryRunner.query(
        `UPDATE ${table} SET state = overrides->>'visibility', overrides = overrides - 'visibility'
         WHERE overrides->>'visibility' IN ('HIDDEN', 'DRAFT')`,
      );
    }
    await replaceRecorders(queryRunner, false);
  }
}
