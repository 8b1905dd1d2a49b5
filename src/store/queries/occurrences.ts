/** Where passages occur: the chunks that show them, over all published versions. */
import type { DataSource } from 'typeorm';

export interface Occurrence {
  readonly passageId: number;
  readonly chunkId: number;
  readonly productId: string;
  readonly versionId: string;
  readonly versionLabel: string;
  readonly preview: boolean;
  readonly documentSlug: string;
  readonly kind: string;
  readonly fileStem: string;
  readonly headingPath: readonly string[];
  readonly position: number;
  /** It has pages: its original is a book, not a page of a site. */
  readonly isPaginated: boolean;
}

/** Chunks of the passages in published documents of published versions, in reading order. */
export function occurrencesOf(dataSource: DataSource, passageIds: readonly number[]): Promise<Occurrence[]> {
  return dataSource.query(
    `SELECT c.passage_id AS "passageId", c.id AS "chunkId", p.product_id AS "productId", v.id AS "versionId",
            v.label AS "versionLabel", v.preview, d.slug AS "documentSlug", coalesce(d.overrides->>'kind', d.kind) AS kind,
            f.stem AS "fileStem", p.heading_path AS "headingPath", c.position,
            c.first_page IS NOT NULL AS "isPaginated"
     FROM chunk c
     JOIN passage p ON p.id = c.passage_id
     JOIN document d ON d.id = c.document_id AND d.state = 'PUBLISHED'
     JOIN version v ON v.id = c.version_id AND v.state = 'PUBLISHED'
     JOIN document_file f ON f.id = c.file_id
     WHERE c.passage_id = ANY ($1::int[])
     ORDER BY c.passage_id, d.slug, c.position`,
    [passageIds],
  );
}

/** Texts of the passages by id; none asked for, none read. */
export async function passageTexts(
  dataSource: DataSource,
  passageIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (passageIds.length === 0) return new Map();
  const rows: { id: number; text: string }[] = await dataSource.query(
    `SELECT id, text FROM passage WHERE id = ANY ($1::int[])`,
    [passageIds],
  );
  return new Map(rows.map(({ id, text }) => [id, text]));
}
