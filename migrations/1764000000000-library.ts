/** The library from the start: catalogue, documents, passages and their vectors, jobs. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Vendors, their products and versions. */
const CATALOGUE: readonly string[] = [
  `CREATE EXTENSION IF NOT EXISTS vector`,
  `
      CREATE TABLE vendor (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        slug text NOT NULL UNIQUE,
        name text NOT NULL,
        aliases text[] NOT NULL DEFAULT '{}',
        description text,
        homepage text,
        overrides jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`,
  `
      CREATE TABLE product (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        vendor_id uuid NOT NULL REFERENCES vendor,
        slug text NOT NULL UNIQUE,
        name text NOT NULL,
        aliases text[] NOT NULL DEFAULT '{}',
        description text,
        homepage text,
        overrides jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`,
  `CREATE INDEX product_vendor ON product (vendor_id)`,
  `
      CREATE TABLE version (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        product_id uuid NOT NULL REFERENCES product,
        slug text NOT NULL,
        label text NOT NULL,
        aliases text[] NOT NULL DEFAULT '{}',
        preview boolean NOT NULL DEFAULT false,
        state text NOT NULL DEFAULT 'PUBLISHED' CHECK (state IN ('DRAFT', 'PUBLISHED', 'HIDDEN', 'ARCHIVED')),
        released_on date,
        end_of_life date,
        overrides jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (product_id, slug)
      )`,
];

/** Documents with their files, pages and sections. */
const DOCUMENTS: readonly string[] = [
  `
      CREATE TABLE document (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        version_id uuid NOT NULL REFERENCES version,
        slug text NOT NULL,
        title text NOT NULL,
        kind text NOT NULL DEFAULT 'OTHER',
        language text,
        licence text,
        source_root text NOT NULL,
        source_url text,
        state text NOT NULL DEFAULT 'PUBLISHED' CHECK (state IN ('DRAFT', 'PUBLISHED', 'HIDDEN', 'ARCHIVED')),
        content_hash bytea NOT NULL,
        page_count integer,
        extracted jsonb NOT NULL DEFAULT '{}',
        overrides jsonb NOT NULL DEFAULT '{}',
        revision integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (version_id, slug)
      )`,
  `CREATE INDEX document_source_root ON document (source_root)`,
  `
      CREATE TABLE document_file (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        document_id uuid NOT NULL REFERENCES document ON DELETE CASCADE,
        position integer NOT NULL,
        path text NOT NULL,
        name text NOT NULL,
        stem text NOT NULL,
        title text NOT NULL,
        format text NOT NULL,
        bytes integer NOT NULL,
        sha256 bytea NOT NULL,
        next_ordinal integer NOT NULL DEFAULT 0,
        warnings text[] NOT NULL DEFAULT '{}',
        UNIQUE (document_id, stem)
      )`,
  `
      CREATE TABLE page (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        file_id integer NOT NULL REFERENCES document_file ON DELETE CASCADE,
        index integer NOT NULL,
        label text NOT NULL,
        text text NOT NULL,
        UNIQUE (file_id, index)
      )`,
  `
      CREATE TABLE section (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        document_id uuid NOT NULL REFERENCES document ON DELETE CASCADE,
        file_id integer NOT NULL REFERENCES document_file ON DELETE CASCADE,
        parent_id integer REFERENCES section ON DELETE CASCADE,
        position integer NOT NULL,
        depth integer NOT NULL,
        heading text NOT NULL,
        anchor text NOT NULL,
        page_label text
      )`,
  `CREATE INDEX section_document ON section (document_id, position)`,
  `CREATE INDEX section_file ON section (file_id)`,
  `CREATE INDEX section_parent ON section (parent_id)`,
];

/** Passages, and the chunks that stand for them in documents. */
const PASSAGES: readonly string[] = [
  `
      CREATE TABLE passage (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        product_id uuid NOT NULL REFERENCES product,
        hash bytea NOT NULL,
        heading_path text[] NOT NULL,
        text text NOT NULL,
        search_text text NOT NULL,
        identifiers text[] NOT NULL,
        tokens integer NOT NULL,
        revision integer NOT NULL DEFAULT 1,
        UNIQUE (product_id, hash)
      )`,
  `CREATE INDEX passage_identifiers ON passage USING gin (identifiers)`,
  `
      CREATE TABLE chunk (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text NOT NULL UNIQUE,
        version_id uuid NOT NULL REFERENCES version,
        document_id uuid NOT NULL REFERENCES document ON DELETE CASCADE,
        file_id integer NOT NULL REFERENCES document_file ON DELETE CASCADE,
        section_id integer REFERENCES section ON DELETE SET NULL,
        passage_id integer NOT NULL REFERENCES passage,
        ordinal integer NOT NULL,
        position integer NOT NULL,
        first_page integer,
        first_page_label text,
        last_page integer,
        last_page_label text
      )`,
  `CREATE INDEX chunk_document ON chunk (document_id, position)`,
  `CREATE INDEX chunk_version_passage ON chunk (version_id, passage_id)`,
  `CREATE INDEX chunk_passage ON chunk (passage_id)`,
  `CREATE INDEX chunk_file ON chunk (file_id)`,
  `CREATE INDEX chunk_section ON chunk (section_id)`,
  `
      CREATE TABLE chunk_redirect (
        old_key text PRIMARY KEY,
        chunk_id integer NOT NULL REFERENCES chunk ON DELETE CASCADE
      )`,
  `CREATE INDEX chunk_redirect_chunk ON chunk_redirect (chunk_id)`,
];

/** Vectors of the passages, and the models that make them. */
const VECTORS: readonly string[] = [
  `
      CREATE TABLE embedding_model (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL UNIQUE,
        dimensions integer NOT NULL,
        active boolean NOT NULL DEFAULT false,
        centre real[],
        centred_count integer NOT NULL DEFAULT 0
      )`,
  `CREATE UNIQUE INDEX embedding_model_active ON embedding_model (active) WHERE active`,
  `
      CREATE TABLE passage_vector (
        passage_id integer PRIMARY KEY REFERENCES passage ON DELETE CASCADE,
        product_id uuid NOT NULL REFERENCES product,
        model_id integer NOT NULL REFERENCES embedding_model,
        embedding halfvec NOT NULL,
        signs bit varying NOT NULL
      )`,
  `CREATE INDEX passage_vector_product ON passage_vector (product_id)`,
];

/** Jobs, and what became of each file in them. */
const JOBS: readonly string[] = [
  `
      CREATE TABLE job (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL,
        state text NOT NULL,
        source text NOT NULL,
        options jsonb NOT NULL DEFAULT '{}',
        counts jsonb NOT NULL DEFAULT '{}',
        files_total integer NOT NULL DEFAULT 0,
        files_done integer NOT NULL DEFAULT 0,
        error text,
        owner text,
        started_at timestamptz NOT NULL DEFAULT now(),
        heartbeat_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz
      )`,
  `CREATE INDEX job_started ON job (started_at DESC, id)`,
  `
      CREATE TABLE job_file (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        job_id uuid NOT NULL REFERENCES job ON DELETE CASCADE,
        path text NOT NULL,
        document_id uuid REFERENCES document ON DELETE SET NULL,
        outcome text NOT NULL,
        reason_code text,
        reason text,
        UNIQUE (job_id, path)
      )`,
  `CREATE INDEX job_file_document ON job_file (document_id)`,
];

export class Library1764000000000 implements MigrationInterface {
  readonly name = 'Library1764000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [...CATALOGUE, ...DOCUMENTS, ...PASSAGES, ...VECTORS, ...JOBS]) {
      await queryRunner.query(statement);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [
      'job_file',
      'job',
      'passage_vector',
      'embedding_model',
      'chunk_redirect',
      'chunk',
      'passage',
      'section',
      'page',
      'document_file',
      'document',
      'version',
      'product',
      'vendor',
    ]) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
