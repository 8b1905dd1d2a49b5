/**
 * Counts of each document, kept by the transaction that writes it: a report over the whole library adds up rows of
 * documents and never reads chunks.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const counts = [
  'file_count',
  'chunk_count',
  'passage_count',
  'token_count',
  'warning_count',
  'missing_includes',
  'unembedded_count',
] as const;

export class DocumentCounts1764004000000 implements MigrationInterface {
  readonly name = 'DocumentCounts1764004000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE document
        ${counts.map((column) => `ADD COLUMN ${column} integer NOT NULL DEFAULT 0`).join(', ')},
        ADD COLUMN ingested_at timestamptz NOT NULL DEFAULT now()`);
    await queryRunner.query(`
      UPDATE document d
      SET ingested_at = d.updated_at, file_count = f.files, warning_count = f.warnings, missing_includes = f.missing
      FROM (SELECT document_id, count(*) AS files, sum(cardinality(warnings)) AS warnings,
                   sum((SELECT count(*) FROM jsonb_array_elements(includes) AS include
                        WHERE include->>'sha256' IS NULL)) AS missing
            FROM document_file GROUP BY document_id) f
      WHERE f.document_id = d.id`);
    await queryRunner.query(`
      UPDATE document d
      SET chunk_count = c.chunks, passage_count = c.passages, token_count = c.tokens, unembedded_count = c.bare
      FROM (SELECT c.document_id, count(*) AS chunks, count(DISTINCT c.passage_id) AS passages, sum(p.tokens) AS tokens,
                   count(DISTINCT c.passage_id) FILTER (WHERE v.passage_id IS NULL) AS bare
            FROM chunk c JOIN passage p ON p.id = c.passage_id
            LEFT JOIN passage_vector v ON v.passage_id = c.passage_id
              AND v.model_id = (SELECT id FROM embedding_model WHERE active)
            GROUP BY c.document_id) c
      WHERE c.document_id = d.id`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const columns = [...counts, 'ingested_at'].map((column) => `DROP COLUMN ${column}`);
    await queryRunner.query(`ALTER TABLE document ${columns.join(', ')}`);
  }
}
