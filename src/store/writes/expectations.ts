/** Keeps what manifests and curators say that versions should have. */
import type { DocumentKind } from '../entities/document-kind.js';
import { Expectation } from '../entities/expectation.js';
import type { Queryable, Repositories } from '../queryable.js';

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

/** One writer at a time, until the transaction ends: nobody overwrites what he has not seen. */
export async function lockExpectations(db: Queryable): Promise<void> {
  await db.query(`LOCK TABLE expectation IN SHARE ROW EXCLUSIVE MODE`);
}

/** What a curator says. */
export type CuratorsExpectation = DeclaredExpectation & { readonly isExpected: boolean };

/** @returns its id. */
export async function insertExpectation(
  db: Repositories,
  declared: CuratorsExpectation,
  callerName: string,
): Promise<string> {
  const expectations = db.getRepository(Expectation);
  const expectation = expectations.create({ ...declared, declaredBy: 'CURATOR', callerName });
  await expectations.insert(expectation);
  return expectation.id;
}

/** Says something else of the same versions; the expectation has to be there. */
export async function updateExpectation(
  db: Repositories,
  id: string,
  { isExpected, note }: Pick<CuratorsExpectation, 'isExpected' | 'note'>,
  callerName: string,
): Promise<void> {
  const said = { declaredAt: () => 'now()', revision: () => 'revision + 1' };
  await db.getRepository(Expectation).update({ id }, { isExpected, note, callerName, ...said });
}

export async function deleteExpectation(db: Repositories, id: string): Promise<void> {
  await db.getRepository(Expectation).delete({ id });
}
