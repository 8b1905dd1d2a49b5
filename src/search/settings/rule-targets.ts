/** Where the targets of rules are, inside the versions that answer. */
import type { DataSource } from 'typeorm';
import type { Occurrence } from '../../store/queries/occurrences.js';
import { flag, versionOrder } from '../../store/queries/effective.js';
import { parseRuleTarget, type RuleTarget } from '../../store/rule-target.js';
import { compareVersionLabels } from '../../store/version-order.js';
import type { IndexScope } from '../lexical/lexical-index.js';
import { chunkShows, type SqlCondition } from '../scope-members.js';

/** A place that may be in a target. */
export type TargetPlace = Pick<Occurrence, 'chunkId' | 'documentId' | 'fileStem'>;

/** A target within a scope. */
export interface FoundTarget {
  /** Of documents that are meant as a whole. */
  readonly documentIds: ReadonlySet<string>;
  /** Stems of files that are meant as a whole, by document. */
  readonly files: ReadonlyMap<string, string>;
  /** Of sections, however many they have. */
  readonly chunkIds: ReadonlySet<number>;
  /** Its beginning, in the newest version of the scope. */
  readonly first: TargetPlace & { readonly passageId: number };
  /** Chunks that it has, roughly. */
  readonly size: number;
}

interface Row {
  readonly place: number;
  readonly documentId: string;
  readonly preview: boolean;
  readonly versionOrder: string;
  /** In reading order; of a document or file, its first. */
  readonly chunkIds: number[];
  readonly firstPassageId: number;
  readonly firstFileStem: string;
  /** Of the document, or of the file if the target is one. */
  readonly chunkCount: number;
}

const sectionAndBelow = `WITH RECURSIVE below AS (
    SELECT s.id FROM section s JOIN document_file f ON f.id = s.file_id
    WHERE s.document_id = d.id AND s.anchor = t.section AND (t.file IS NULL OR f.stem = t.file)
    UNION ALL
    SELECT s.id FROM below JOIN section s ON s.parent_id = below.id)
  SELECT id FROM below`;

function targetSql(shown: string): string {
  return `SELECT t.place::int, d.id AS "documentId", ${flag('v', 'preview')} AS preview,
      ${versionOrder('v')} AS "versionOrder", found.*,
      CASE WHEN t.file IS NULL OR t.section IS NOT NULL THEN d.chunk_count ELSE (
        SELECT count(*)::int FROM chunk c JOIN document_file f ON f.id = c.file_id
        WHERE f.document_id = d.id AND f.stem = t.file) END AS "chunkCount"
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY
      AS t (product, document, file, section, version, place)
    CROSS JOIN LATERAL documents_called(t.product, t.version, t.document) AS called (id)
    JOIN document d ON d.id = called.id
    JOIN version v ON v.id = d.version_id
    CROSS JOIN LATERAL (
      SELECT array_agg(each.id ORDER BY each.position, each.id) AS "chunkIds",
             (array_agg(each.passage_id ORDER BY each.position, each.id))[1] AS "firstPassageId",
             (array_agg(each.stem ORDER BY each.position, each.id))[1] AS "firstFileStem"
      FROM (
        SELECT c.id, c.passage_id, c.position, f.stem FROM chunk c JOIN document_file f ON f.id = c.file_id
        WHERE c.document_id = d.id AND ${shown}
          AND (t.file IS NULL OR f.stem = t.file)
          AND (t.section IS NULL OR c.section_id IN (${sectionAndBelow}))
        ORDER BY c.position, c.id
        LIMIT CASE WHEN t.section IS NULL THEN 1 END) AS each) AS found
    WHERE found."chunkIds" IS NOT NULL`;
}

/** A target, in one version of its product alone if that is named. */
export interface SoughtTarget {
  readonly path: string;
  /** Slug. */
  readonly version: string | null;
}

async function rowsOf(
  dataSource: DataSource,
  sought: readonly { readonly target: RuleTarget; readonly version: string | null }[],
  scope: IndexScope,
): Promise<Row[]> {
  if (sought.length === 0) return [];
  const { sql, parameters } = chunkShows(scope, 6);
  const column = (name: keyof RuleTarget): (string | null)[] => sought.map(({ target }) => target[name]);
  const versions = sought.map(({ version }) => version);
  return dataSource.query(targetSql(sql), [
    ...[column('product'), column('document'), column('file'), column('section'), versions],
    ...parameters,
  ]);
}

function newestFirst(a: Row, b: Row): number {
  return Number(a.preview) - Number(b.preview) || compareVersionLabels(b.versionOrder, a.versionOrder);
}

function foundIn(rows: readonly Row[], { file, section }: RuleTarget): FoundTarget | null {
  const [newest] = rows.toSorted(newestFirst);
  const [chunkId] = newest?.chunkIds ?? [];
  if (newest === undefined || chunkId === undefined) return null;
  const isWhole = section === null;
  const { firstPassageId: passageId, firstFileStem: fileStem, documentId } = newest;
  return {
    documentIds: new Set(isWhole && file === null ? rows.map((row) => row.documentId) : []),
    files: new Map(isWhole && file !== null ? rows.map((row) => [row.documentId, file]) : []),
    chunkIds: new Set(isWhole ? [] : rows.flatMap(({ chunkIds }) => chunkIds)),
    first: { passageId, chunkId, documentId, fileStem },
    size: rows.reduce((sum, { chunkIds, chunkCount }) => sum + (isWhole ? chunkCount : chunkIds.length), 0),
  };
}

/** Whether a place is in a target. */
export function isCovered(
  { documentIds, files, chunkIds }: FoundTarget,
  { documentId, fileStem, chunkId }: TargetPlace,
): boolean {
  return documentIds.has(documentId) || files.get(documentId) === fileStem || chunkIds.has(chunkId);
}

/** Condition on a chunk `c`: it is in one of the targets. */
export function coveredBy(targets: readonly FoundTarget[], at: number): SqlCondition {
  if (targets.length === 0) return { sql: 'false', parameters: [] };
  const [documents, chunks, homes, stems] = [0, 1, 2, 3].map((place) => `$${String(at + place)}`) as [
    string,
    string,
    string,
    string,
  ];
  const files = targets.flatMap((target) => [...target.files]);
  return {
    sql: `(c.document_id = ANY (${documents}::uuid[]) OR c.id = ANY (${chunks}::int[]) OR EXISTS (
      SELECT FROM document_file f
      JOIN unnest(${homes}::uuid[], ${stems}::text[]) AS whole (document_id, stem) ON whole.stem = f.stem
      WHERE f.id = c.file_id AND whole.document_id = c.document_id))`,
    parameters: [
      targets.flatMap(({ documentIds }) => [...documentIds]),
      targets.flatMap(({ chunkIds }) => [...chunkIds]),
      files.map(([documentId]) => documentId),
      files.map(([, stem]) => stem),
    ],
  };
}

/** One statement for all of them; null for those that nothing published in the scope answers to. */
export async function findTargets(
  dataSource: DataSource,
  sought: readonly SoughtTarget[],
  scope: IndexScope,
): Promise<(FoundTarget | null)[]> {
  const parsed = sought.map(({ path, version }) => ({ target: parseRuleTarget(path), version }));
  const valid = parsed.flatMap(({ target, version }, at) => (target === null ? [] : [{ target, version, at }]));
  const rows = await rowsOf(dataSource, valid, scope);
  const answers: (FoundTarget | null)[] = sought.map(() => null);
  for (const [nth, { target, at }] of valid.entries()) {
    answers[at] = foundIn(
      rows.filter(({ place }) => place === nth + 1),
      target,
    );
  }
  return answers;
}

/** Ids of products by slug. */
export async function findProducts(
  dataSource: DataSource,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (slugs.length === 0) return new Map();
  const rows = await dataSource.query<{ slug: string; id: string }[]>(
    `SELECT slug, id FROM product WHERE slug = ANY ($1::text[])`,
    [slugs],
  );
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}
