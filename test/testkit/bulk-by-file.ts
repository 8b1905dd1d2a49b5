/** An edit of many documents by a file, and whether the history tells what became of it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { TestLibrary } from './library.js';

/**
 * Ingests so many documents, and writes a file that corrects two fields of each.
 * @returns path of the file.
 */
export async function prepareBulk(library: TestLibrary, documents: number): Promise<string> {
  const names = Array.from({ length: documents }, (_, at) => `part-${String(at).padStart(3, '0')}`);
  const files = names.map((name) => [`gate/1.0/${name}/guide.md`, `# ${name}\n\nWords of ${name}.\n`] as const);
  await library.ingest(await library.write('manuals', Object.fromEntries(files)), { vendor: 'Acme' });
  const path = join(library.folder, 'curation.yaml');
  const entries = names.map((name) => `  gate/1.0/${name}: { title: "Title of ${name}", licence: MIT }\n`);
  await writeFile(path, `format: mcdewey-curation/1\ndocuments:\n${entries.join('')}`);
  return path;
}

export interface CurationCounts {
  readonly changes: number;
  readonly bulks: number;
  readonly overridden: number;
  /** Documents whose values or revision are not what their history says. */
  readonly untold: number;
  /** Bulks that do not count what belongs to them. */
  readonly miscounted: number;
}

export async function countCuration(dataSource: DataSource): Promise<CurationCounts> {
  const [row] = await dataSource.query<CurationCounts[]>(
    `SELECT (SELECT count(*)::int FROM curation_change) AS changes,
            (SELECT count(*)::int FROM curation_bulk) AS bulks,
            (SELECT count(*)::int FROM document WHERE overrides <> '{}') AS overridden,
            (SELECT count(*)::int FROM document d JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id
               CROSS JOIN curated_before('DOCUMENT', p.slug || '/' || v.slug || '/' || d.slug) AS told
             WHERE (told.overrides, told.revision) IS DISTINCT FROM (d.overrides, d.curation_revision)) AS untold,
            (SELECT count(*)::int FROM curation_bulk b
             WHERE b.changed <> (SELECT count(*) FROM curation_change c WHERE c.bulk_id = b.id)) AS miscounted`,
  );
  if (row === undefined) throw new Error('nothing was counted');
  return row;
}

/** Nobody curated anything. */
export const uncurated: CurationCounts = { changes: 0, bulks: 0, overridden: 0, untold: 0, miscounted: 0 };
