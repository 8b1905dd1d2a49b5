/** Views of lists that people saved: filters, order, columns. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SavedViews1764071500000 implements MigrationInterface {
  readonly name = 'SavedViews1764071500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE saved_view (
        id uuid CONSTRAINT saved_view_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        list text NOT NULL,
        name text NOT NULL,
        filters jsonb NOT NULL,
        sort text,
        columns text[] NOT NULL DEFAULT '{}',
        density text NOT NULL,
        is_shared boolean NOT NULL DEFAULT false,
        owner_kind text NOT NULL,
        owner_id text,
        owner_name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        revision integer NOT NULL DEFAULT 1,
        caller_name text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query(`CREATE INDEX saved_view_owner ON saved_view (owner_kind, owner_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE saved_view`);
  }
}
