/**
 * What the text of each document states for a title, and whether its own only repeats the name of a file or folder: kept
 * by the transaction that writes it, as its counts are, so that filters over the whole library read no files or headings.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const isFileNamed = `(substr(f.title, 2) =
    substr(btrim(regexp_replace(regexp_replace(f.name, '^_+|\\.[^.]+$', '', 'g'), '[-_\\s]+', ' ', 'g')), 2)
  AND btrim(coalesce(d.extracted->'frontMatter'->>'title', '')) <> f.title)`;

const sourceSlug = `coalesce(split_part(d.origin, '/', 3), d.slug)`;

const statedTitle = `(SELECT coalesce(
    CASE WHEN NOT ${isFileNamed} THEN nullif(btrim(f.title), '') END,
    (SELECT s.heading FROM section s WHERE s.file_id = f.id AND btrim(s.heading) <> '' ORDER BY s.position LIMIT 1))
  FROM document_file f
  WHERE f.document_id = d.id AND (d.file_count = 1 OR f.stem = ${sourceSlug}
    OR lower(f.stem) IN ('index', '_index', 'readme', 'overview', 'introduction'))
  ORDER BY f.position LIMIT 1)`;

const bare = (sql: string): string => `translate(lower(${sql}), ' -_./:,&()[]{}+@#''"', '')`;

const isNamed = `CASE WHEN d.file_count = 1
  THEN EXISTS (SELECT FROM document_file f WHERE f.document_id = d.id AND ${isFileNamed})
  ELSE ${bare('d.title')} IN (${bare(sourceSlug)}, ${bare(`regexp_replace(${sourceSlug}, '-[0-9a-f]{6,}$', '')`)}) END`;

export class DocumentTitles1764081000000 implements MigrationInterface {
  readonly name = 'DocumentTitles1764081000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE document ADD COLUMN stated_title text, ADD COLUMN title_from_name boolean NOT NULL DEFAULT false`,
    );
    await queryRunner.query(`
      UPDATE document SET stated_title = t.stated, title_from_name = t.is_named AND t.stated IS DISTINCT FROM t.title
      FROM (SELECT d.id, d.title, ${statedTitle} AS stated, ${isNamed} AS is_named FROM document d) AS t
      WHERE t.id = document.id AND (t.stated IS NOT NULL OR t.is_named)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE document DROP COLUMN stated_title, DROP COLUMN title_from_name`);
  }
}
