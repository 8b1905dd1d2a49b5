/** What the library knows of files that are kept in the data folder. */
import type { SourceKind } from '../entities/source-kind.js';
import type { Queryable } from '../queryable.js';

export interface KeptSource {
  readonly kind: SourceKind;
  readonly location: string;
  /** Of its last job: where its files are; null before there was one. */
  readonly workerGroup: string | null;
  /** Documents from there that are not archived; only counted for uploads. */
  readonly documents: number;
}

export function keptSources(db: Queryable): Promise<KeptSource[]> {
  return db.query(
    `SELECT s.kind, s.location,
            (SELECT j.worker_group FROM job j WHERE j.source_id = s.id ORDER BY j.started_at DESC LIMIT 1) AS "workerGroup",
            CASE WHEN s.kind = 'UPLOAD' THEN (SELECT count(*)::int FROM document d
              WHERE d.source_root = s.location AND d.state <> 'ARCHIVED') ELSE 0 END AS documents
     FROM ingest_source s`,
  );
}

/** Ids of uploads whose file has not got its name yet: its job may still begin, or be tried again. */
export async function waitingUploads(db: Queryable): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `SELECT id::text FROM upload
     UNION SELECT options->>'upload' FROM job WHERE options ? 'upload' AND state <> 'SUCCEEDED'`,
  );
  return rows.map(({ id }) => id);
}

const mark = 'Its original is gone from the data folder. Send it again to have it read anew.';

/** Warns of the files of documents whose original is gone, and takes the warning back where it came again. */
export async function markOriginals(
  db: Queryable,
  { lost, there }: { readonly lost: readonly string[]; readonly there: readonly string[] },
): Promise<void> {
  const ofDocuments = (roots: string): string =>
    `document_id IN (SELECT id FROM document WHERE source_root = ANY (${roots}::text[]))`;
  await db.query(
    `UPDATE document_file SET warnings = array_append(warnings, $2) WHERE ${ofDocuments('$1')} AND NOT $2 = ANY (warnings)`,
    [lost, mark],
  );
  await db.query(
    `UPDATE document_file SET warnings = array_remove(warnings, $2) WHERE ${ofDocuments('$1')} AND $2 = ANY (warnings)`,
    [there, mark],
  );
}
