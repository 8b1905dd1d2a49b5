/** SQL for effective values (a curator's override, else the column) and for what the public may see. */

/** Values of a column that may not be null. Names come from this code, never from input. */
export function required(alias: string, column: string): string {
  return `coalesce(${alias}.overrides->>'${column}', ${alias}.${column})`;
}

/** Values of a nullable column: an override of null hides what was extracted. */
export function nullable(alias: string, column: string, field = column): string {
  return `CASE WHEN ${alias}.overrides ? '${field}' THEN ${alias}.overrides->>'${field}' ELSE ${alias}.${column}::text END`;
}

export function aliases(alias: string): string {
  return `CASE WHEN ${alias}.overrides ? 'aliases'
    THEN ARRAY(SELECT jsonb_array_elements_text(${alias}.overrides->'aliases')) ELSE ${alias}.aliases END`;
}

/** In lists and found by search. */
export function isListed(alias: string): string {
  return `${alias}.state = 'PUBLISHED'`;
}

/** Answers when it is named: what was archived stays citable. */
export function isReadable(alias: string): string {
  return `${alias}.state IN ('PUBLISHED', 'ARCHIVED')`;
}
