/** Vectors of several models side by side: of the library's own, of one that is being filled, of the one before. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class VectorsByModel1764001000000 implements MigrationInterface {
  readonly name = 'VectorsByModel1764001000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE passage_vector DROP CONSTRAINT passage_vector_pkey`);
    await queryRunner.query(
      `ALTER TABLE passage_vector ADD CONSTRAINT passage_vector_pkey PRIMARY KEY (passage_id, model_id)`,
    );
    await queryRunner.query(`CREATE INDEX passage_vector_model ON passage_vector (model_id)`);
    await queryRunner.query(`ALTER TABLE embedding_model DROP CONSTRAINT embedding_model_name_key`);
    await queryRunner.query(
      `ALTER TABLE embedding_model ADD CONSTRAINT embedding_model_name_dimensions_key UNIQUE (name, dimensions)`,
    );
    await queryRunner.query(`ALTER TABLE embedding_model ADD COLUMN replaced_at timestamptz`);
    // A large library on a server has a graph over the signs of all rows; it needs one over those of its model.
    await queryRunner.query(`
      DO $$
      DECLARE model record;
      BEGIN
        IF to_regclass('passage_vector_signs') IS NULL THEN RETURN; END IF;
        DROP INDEX passage_vector_signs;
        SELECT id, dimensions INTO model FROM embedding_model WHERE active;
        IF NOT FOUND THEN RETURN; END IF;
        EXECUTE format(
          'CREATE INDEX passage_vector_signs_%1$s ON passage_vector USING hnsw ((signs::bit(%2$s)) bit_hamming_ops)
           WITH (m = 16, ef_construction = 100) WHERE model_id = %1$s', model.id, model.dimensions);
      END $$`);
  }

  /** Keeps the vectors of the library's own model only; the graph over them is made again when something is ingested. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DO $$
      DECLARE graph record;
      BEGIN
        FOR graph IN SELECT indexname FROM pg_indexes
                     WHERE schemaname = current_schema() AND indexname LIKE 'passage\\_vector\\_signs\\_%' LOOP
          EXECUTE format('DROP INDEX %I', graph.indexname);
        END LOOP;
      END $$`);
    await queryRunner.query(
      `DELETE FROM passage_vector WHERE model_id NOT IN (SELECT id FROM embedding_model WHERE active)`,
    );
    await queryRunner.query(`DELETE FROM embedding_model WHERE NOT active`);
    await queryRunner.query(`ALTER TABLE embedding_model DROP COLUMN replaced_at`);
    await queryRunner.query(`ALTER TABLE embedding_model DROP CONSTRAINT embedding_model_name_dimensions_key`);
    await queryRunner.query(`ALTER TABLE embedding_model ADD CONSTRAINT embedding_model_name_key UNIQUE (name)`);
    await queryRunner.query(`DROP INDEX passage_vector_model`);
    await queryRunner.query(`ALTER TABLE passage_vector DROP CONSTRAINT passage_vector_pkey`);
    await queryRunner.query(`ALTER TABLE passage_vector ADD CONSTRAINT passage_vector_pkey PRIMARY KEY (passage_id)`);
  }
}
