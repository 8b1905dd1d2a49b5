/** Accounts that sign in with an identity provider, and who is on the way there. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IdentityProviders1764023000000 implements MigrationInterface {
  readonly name = 'IdentityProviders1764023000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE account
        ADD COLUMN provider_issuer text,
        ADD COLUMN provider_subject text,
        ADD CONSTRAINT account_provider_key UNIQUE (provider_issuer, provider_subject)`);
    await queryRunner.query(`
      CREATE TABLE sign_in_attempt (
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT sign_in_attempt_pkey PRIMARY KEY,
        state_hash bytea NOT NULL CONSTRAINT sign_in_attempt_state_hash_key UNIQUE,
        browser_hash bytea NOT NULL,
        code_verifier text NOT NULL,
        nonce text NOT NULL,
        next text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE sign_in_attempt`);
    await queryRunner.query(`ALTER TABLE account DROP COLUMN provider_issuer, DROP COLUMN provider_subject`);
  }
}
