/** Keeps what manifests and curators say that versions should have. */
import type { DocumentKind } from '../entities/document-kind.js';
import type { Queryable } from '../queryable.js';
import { expectationColumns, type ExpectationRow } from '../queries/expectations.js';

export interface DeclaredExpectation {
  readonly productSlug: string;
  readonly kind: DocumentKind;
  /** Labels; empty for no limit. */
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly note: string | null;
}

/** What the manifest of a source says now; what it said before and says no more goes. Writes only what differs. */
export async function replaceManifestExpectations(
  db: Queryable,
  sourceRoot: string,
  declared: readonly DeclaredExpectation[],
): Promise<void> {
  const rows = `jsonb_to_recordset($2::jsonb) AS x ("productSlug" text, kind text, "fromLabel" text, "toLabel" text, note text)`;
  const parameters = [sourceRoot, JSON.stringify(declared)];
  await db.query(
    `DELETE FROM expectation e WHERE e.declared_by = 'MANIFEST' AND e.source_root = $1 AND NOT EXISTS (
       SELECT FROM ${rows} WHERE x."productSlug" = e.product_slug AND x.kind = e.kind AND x."fromLabel" = e.from_label
                             AND x."toLabel" = e.to_label AND x.note IS NOT DISTINCT FROM e.note)`,
    parameters,
  );
  if (declared.length === 0) return;
  await db.query(
    `INSERT INTO expectation (product_slug, kind, from_label, to_label, note, declared_by, source_root)
     SELECT x."productSlug", x.kind, x."fromLabel", x."toLabel", x.note, 'MANIFEST', $1 FROM ${rows}
     ON CONFLICT ON CONSTRAINT expectation_place_key DO NOTHING`,
    parameters,
  );
}

/** A curator's; one that he said before about the same versions is replaced. */
export async function declareExpectations(
  db: Queryable,
  declared: readonly (DeclaredExpectation & { readonly isExpected: boolean })[],
  callerName: string,
): Promise<ExpectationRow[]> {
  return db.query(
    `INSERT INTO expectation (product_slug, kind, from_label, to_label, is_expected, note, declared_by, caller_name)
     SELECT x."productSlug", x.kind, x."fromLabel", x."toLabel", x."isExpected", x.note, 'CURATOR', $2
     FROM jsonb_to_recordset($1::jsonb)
       AS x ("productSlug" text, kind text, "fromLabel" text, "toLabel" text, "isExpected" boolean, note text)
     ON CONFLICT ON CONSTRAINT expectation_place_key DO UPDATE
       SET is_expected = excluded.is_expected, note = excluded.note, caller_name = excluded.caller_name, declared_at = now()
     RETURNING ${expectationColumns}`,
    [JSON.stringify(declared), callerName],
  );
}

/** Takes a curator's expectation back; false if there is no such one. */
export async function withdrawExpectation(db: Queryable, id: string): Promise<boolean> {
  const [rows] = await db.query<[unknown[], number]>(
    `DELETE FROM expectation WHERE id = $1 AND declared_by = 'CURATOR' RETURNING id`,
    [id],
  );
  return rows.length > 0;
}
