/** How coverage changed: a row for each pair of version and kind whenever it is another than before. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CoverageHistory1764010000020 implements MigrationInterface {
  readonly name = 'CoverageHistory1764010000020';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE coverage_history (
        product text NOT NULL,
        version text NOT NULL,
        kind text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        documents integer NOT NULL,
        pages integer NOT NULL,
        chunks integer NOT NULL,
        tokens bigint NOT NULL,
        CONSTRAINT coverage_history_pkey PRIMARY KEY (product, version, kind, at)
      )`);
    await queryRunner.query(`CREATE INDEX coverage_history_at ON coverage_history (at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE coverage_history`);
  }
}
