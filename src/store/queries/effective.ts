/**
 * SQL for effective values: a curator's override, else what was extracted. Names of columns and aliases come from this
 * code, never from input.
 */

/** Values of a column that may not be null. */
export function required(alias: string, column: string): string {
  return `coalesce(${alias}.overrides->>'${column}', ${alias}.${column})`;
}

/** Values of a nullable column: an override of null hides what was extracted. */
export function nullable(alias: string, column: string, field = column): string {
  return `CASE WHEN ${alias}.overrides ? '${field}' THEN ${alias}.overrides->>'${field}' ELSE ${alias}.${column}::text END`;
}

export function aliases(alias: string): string {
  return `CASE WHEN ${alias}.overrides ? 'aliases'
    THEN ${texts(`${alias}.overrides->'aliases'`)} ELSE ${alias}.aliases END`;
}

/** Values that have no column, but stand in `extracted` where a source states them. */
export function effectiveFact(alias: string, field: string): string {
  return `CASE WHEN ${alias}.overrides ? '${field}' THEN ${alias}.overrides->>'${field}' ELSE ${alias}.extracted->>'${field}' END`;
}

/** The same of a list; it is empty where nothing is stated. */
export function effectiveFacts(alias: string, field: string, extracted: string): string {
  return `CASE WHEN ${alias}.overrides ? '${field}'
    THEN ${texts(`${alias}.overrides->'${field}'`)} ELSE ${texts(`${alias}.extracted->'${extracted}'`)} END`;
}

/** The texts of a JSON array; none where there is no array. */
export function texts(json: string): string {
  return `ARRAY(SELECT jsonb_array_elements_text(CASE jsonb_typeof(${json}) WHEN 'array' THEN ${json} END))`;
}

/** A boolean column that may not be null. */
export function flag(alias: string, column: string): string {
  return `coalesce((${alias}.overrides->>'${column}')::boolean, ${alias}.${column})`;
}

/** The label by which a version `alias` is put in order: a curator may have it stand where another label would. */
export function versionOrder(alias: string): string {
  return `coalesce(${alias}.overrides->>'order', ${required(alias, 'label')})`;
}

/** Whether a curator made the version `alias` the latest of its product. */
export function isPinnedLatest(alias: string): string {
  return `coalesce((SELECT pinning.overrides->>'latest' = ${alias}.slug FROM product pinning
    WHERE pinning.id = ${alias}.product_id), false)`;
}

/** Whether no curator decided any of the fields that are at that place of the parameters. */
export function isUndecided(alias: string, place: number): string {
  return `NOT ${alias}.overrides ?| $${String(place)}::text[]`;
}

/** Whether a curator decided the field, be it to say what the source says. */
export function isOverridden(alias: string, field: string): string {
  return `${alias}.overrides ? '${field}'`;
}
