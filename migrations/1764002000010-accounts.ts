/** Accounts, their sessions, API keys, one-time links, and what was done with them. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const roles = `('READER', 'CURATOR', 'ADMINISTRATOR')`;

export class Accounts1764002000010 implements MigrationInterface {
  readonly name = 'Accounts1764002000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE account (
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT account_pkey PRIMARY KEY,
        email text NOT NULL CONSTRAINT account_email_key UNIQUE,
        name text NOT NULL,
        role text NOT NULL CONSTRAINT account_role_check CHECK (role IN ${roles}),
        password_hash text,
        disabled boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    await queryRunner.query(`
      CREATE TABLE session (
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT session_pkey PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT session_account_id_fkey REFERENCES account ON DELETE CASCADE,
        token_hash bytea NOT NULL CONSTRAINT session_token_hash_key UNIQUE,
        user_agent text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      )`);
    await queryRunner.query(`CREATE INDEX session_account_id ON session (account_id)`);
    await queryRunner.query(`
      CREATE TABLE api_key (
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT api_key_pkey PRIMARY KEY,
        name text NOT NULL,
        token_hash bytea NOT NULL CONSTRAINT api_key_token_hash_key UNIQUE,
        hint text NOT NULL,
        role text NOT NULL CONSTRAINT api_key_role_check CHECK (role IN ${roles}),
        scopes text[] NOT NULL,
        account_id uuid CONSTRAINT api_key_account_id_fkey REFERENCES account ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz
      )`);
    await queryRunner.query(`CREATE INDEX api_key_account_id ON api_key (account_id)`);
    await queryRunner.query(`
      CREATE TABLE access_link (
        id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT access_link_pkey PRIMARY KEY,
        token_hash bytea NOT NULL CONSTRAINT access_link_token_hash_key UNIQUE,
        purpose text NOT NULL
          CONSTRAINT access_link_purpose_check CHECK (purpose IN ('FIRST_ADMINISTRATOR', 'INVITATION', 'RESET')),
        role text CONSTRAINT access_link_role_check CHECK (role IN ${roles}),
        email text,
        account_id uuid CONSTRAINT access_link_account_id_fkey REFERENCES account ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      )`);
    await queryRunner.query(`CREATE INDEX access_link_account_id ON access_link (account_id)`);
    await queryRunner.query(`
      CREATE TABLE audit_event (
        id integer GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_event_pkey PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        action text NOT NULL,
        caller_kind text NOT NULL,
        caller_id uuid,
        caller_name text NOT NULL,
        door text NOT NULL,
        subject text,
        details jsonb NOT NULL DEFAULT '{}'
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['audit_event', 'access_link', 'api_key', 'session', 'account']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
