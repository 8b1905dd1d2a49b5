/** Counts passages by what a search could be narrowed to, in one statement. */
import type { Queryable } from '../store/queryable.js';
import { flag, nullable, required, versionOrder } from '../store/queries/effective.js';
import { compareVersionLabels } from '../store/version-order.js';
import type { IndexScope } from './lexical/lexical-index.js';
import type { FilterField } from './query.js';
import type { FacetValue } from './request.js';
import { chunkShows } from './scope-members.js';
import { coveredBy, type FoundTarget } from './settings/rule-targets.js';

/** Values of a field that are counted: those that are selected, then those with most passages. */
const mostValues = 100;

/** What the fields are limited to: ids, names of kinds, or languages in lower case. */
export type SelectedValues = Readonly<Record<FilterField, readonly string[]>>;

/** Most passages first. */
export type FacetCounts = ReadonlyMap<FilterField, readonly FacetValue[]>;

export interface CountedPassages {
  readonly passageIds: readonly number[];
  /** Where they are counted. */
  readonly scope: IndexScope;
  /** What of it is not counted. */
  readonly hides: readonly FoundTarget[];
}

interface CountedDocument {
  readonly id: string;
  readonly versionOrder: string;
  readonly preview: boolean;
}

interface Row {
  readonly field: FilterField;
  readonly value: string;
  readonly count: number;
  readonly isSelected: boolean;
  /** Of a document: it in each version. */
  readonly documents: readonly CountedDocument[] | null;
}

/** The value of a place, and the places that share it. */
const values: Readonly<Record<Exclude<FilterField, 'document'>, { readonly value: string; readonly group: string }>> = {
  vendor: { value: 'vendor_id::text', group: 'vendor_id' },
  product: { value: 'product_id::text', group: 'product_id' },
  version: { value: 'version_id::text', group: 'version_id' },
  kind: { value: 'kind', group: 'kind' },
  language: { value: 'max(language)', group: 'lower(language)' },
};

const bounded = `ORDER BY "isSelected" DESC, count DESC, value LIMIT ${String(mostValues)}`;

/** `en` selects `en-GB`, too. */
function isSelected(field: FilterField, group: string, selected: string): string {
  const whole = `${group}::text = ANY (${selected}::text[])`;
  return field === 'language' ? `(${whole} OR split_part(${group}, '-', 1) = ANY (${selected}::text[]))` : whole;
}

function countsOf(field: Exclude<FilterField, 'document'>, selected: string): string {
  const { value, group } = values[field];
  return `(SELECT '${field}' AS field, ${value} AS value, count(DISTINCT passage_id)::int AS count,
      ${isSelected(field, group, selected)} AS "isSelected", NULL::json AS documents
    FROM shown JOIN place USING (document_id) WHERE ${group} IS NOT NULL GROUP BY ${group} ${bounded})`;
}

/** Those that are selected are told even if nothing of them was found. */
function countsOfDocuments(selected: string): string {
  return `(SELECT 'document' AS field, value, count, "isSelected", (
      SELECT json_agg(json_build_object('id', document_id, 'versionOrder', version_order, 'preview', preview))
      FROM place home WHERE home.product_id = best.product_id AND home.slug = best.value) AS documents
    FROM (
      SELECT product_id, slug AS value, count(DISTINCT passage_id)::int AS count,
             bool_or(document_id::text = ANY (${selected}::text[])) AS "isSelected"
      FROM place LEFT JOIN shown USING (document_id) GROUP BY product_id, slug ${bounded}) AS best)`;
}

/** Newest release first, previews after releases. */
function newest(documents: readonly CountedDocument[]): CountedDocument | undefined {
  return documents.toSorted(
    (a, b) => Number(a.preview) - Number(b.preview) || compareVersionLabels(b.versionOrder, a.versionOrder),
  )[0];
}

function mostFirst(a: FacetValue, b: FacetValue): number {
  return b.count - a.count || a.id.localeCompare(b.id);
}

/** @param selected lower case: `en` selects `en-GB`, too. */
function isLanguage(selected: string, language: string): boolean {
  const tag = language.toLowerCase();
  return tag === selected || tag.split('-')[0] === selected;
}

/** Of a field, what is told where no passage can be. */
export function selectedAlone(field: FilterField, selected: SelectedValues): FacetValue[] {
  return valuesOf(field, [], selected);
}

/** What is selected is told even if nothing of it was found. */
function valuesOf(field: FilterField, rows: readonly Row[], selected: SelectedValues): FacetValue[] {
  const counted = rows
    .filter((row) => row.field === field)
    .map((row) => ({
      id: newest(row.documents ?? [])?.id ?? row.value,
      count: row.count,
      isSelected: row.isSelected,
    }));
  const isTold = (value: string): boolean =>
    counted.some(({ id }) => (field === 'language' ? isLanguage(value, id) : id === value));
  const empty = (field === 'document' ? [] : selected[field])
    .filter((value) => !isTold(value))
    .map((id) => ({ id, count: 0, isSelected: true }));
  return [...counted, ...empty].sort(mostFirst);
}

/** A passage counts once for each value that shows it. */
export async function countFacets(
  db: Queryable,
  { passageIds, scope, hides }: CountedPassages,
  fields: readonly FilterField[],
  selected: SelectedValues,
): Promise<FacetCounts> {
  if (fields.length === 0) return new Map();
  const shows = chunkShows(scope, 3);
  const hidden = coveredBy(hides, 3 + shows.parameters.length);
  const first = 3 + shows.parameters.length + hidden.parameters.length;
  const counts = fields.map((field, at) => {
    const place = `$${String(first + at)}`;
    return field === 'document' ? countsOfDocuments(place) : countsOf(field, place);
  });
  const rows = await db.query<Row[]>(
    `WITH shown AS MATERIALIZED (
       SELECT DISTINCT c.passage_id, c.document_id
       FROM unnest($1::int[]) AS counted (passage_id)
       JOIN chunk c ON c.passage_id = counted.passage_id
       JOIN document d ON d.id = c.document_id
       JOIN version v ON v.id = c.version_id
       WHERE ${shows.sql} AND NOT ${hidden.sql}),
     place AS MATERIALIZED (
       SELECT d.id AS document_id, d.slug, d.version_id, v.product_id, p.vendor_id, ${required('d', 'kind')} AS kind,
              ${nullable('d', 'language')} AS language, ${versionOrder('v')} AS version_order, ${flag('v', 'preview')} AS preview
       FROM (SELECT document_id FROM shown UNION SELECT unnest($2::uuid[])) AS home (id)
       JOIN document d ON d.id = home.id JOIN version v ON v.id = d.version_id JOIN product p ON p.id = v.product_id)
     ${counts.join(' UNION ALL ')}`,
    [
      passageIds,
      fields.includes('document') ? selected.document : [],
      ...shows.parameters,
      ...hidden.parameters,
      ...fields.map((field) => selected[field]),
    ],
  );
  return new Map(fields.map((field) => [field, valuesOf(field, rows, selected)]));
}
