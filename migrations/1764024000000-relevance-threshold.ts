/** From which sum of cosine and coverage on hits of a model are relevant, where `mcdewey eval` measured it. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RelevanceThreshold1764024000000 implements MigrationInterface {
  readonly name = 'RelevanceThreshold1764024000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE embedding_model ADD COLUMN relevance_threshold double precision`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE embedding_model DROP COLUMN relevance_threshold`);
  }
}
