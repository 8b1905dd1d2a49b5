/** Writes schemas as rows of fields; schemas that contain themselves end at their name. */
import type { References } from './references.js';
import { fields, list, text, type Fields } from './spec-node.js';

const MAX_DEPTH = 4;
const MAX_ROWS = 80;
const MAX_ENUM = 20;

export interface SchemaRow {
  /** `owner.address[].city`. */
  readonly field: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

export function typeOf(schema: unknown, references: References, depth = 0): string {
  const { node, name } = references.resolve(schema);
  if (name !== undefined && node['enum'] === undefined) return name;
  if (depth > MAX_DEPTH) return 'object';
  const parts = [...list(node['oneOf']), ...list(node['anyOf'])];
  if (parts.length > 0) return unique(parts.map((part) => typeOf(part, references, depth + 1))).join(' or ');
  const all = list(node['allOf']);
  if (all.length > 0 && node['type'] === undefined) {
    return unique(all.map((part) => typeOf(part, references, depth + 1))).join(' and ');
  }
  const said = list(node['type']).length > 0 ? list(node['type']).map(text) : [text(node['type'])];
  const named = said.map((type) => {
    if (type === 'array' || (type === '' && node['items'] !== undefined))
      return `array of ${typeOf(node['items'], references, depth + 1)}`;
    if (type === 'object' && node['additionalProperties'] !== undefined && node['properties'] === undefined) {
      const values = fields(node['additionalProperties']);
      return Object.keys(values).length === 0 ? 'object' : `map of ${typeOf(values, references, depth + 1)}`;
    }
    return type === '' ? (node['properties'] === undefined ? 'any' : 'object') : type;
  });
  const format = text(node['format']);
  const options = list(node['enum']).map(text).slice(0, MAX_ENUM);
  const base = `${unique(named).join(' or ')}${format === '' ? '' : ` (${format})`}`;
  const limited =
    options.length === 0 ? base : `${base}: ${options.join(', ')}${list(node['enum']).length > MAX_ENUM ? ', …' : ''}`;
  return node['nullable'] === true ? `${limited} or null` : limited;
}

export function schemaRows(schema: unknown, references: References): SchemaRow[] {
  const rows: SchemaRow[] = [];
  visit(schema, '', { references, rows, above: [] });
  return rows;
}

interface Visit {
  readonly references: References;
  readonly rows: SchemaRow[];
  /** Nodes that are being described. */
  readonly above: readonly Fields[];
}

function visit(schema: unknown, prefix: string, walk: Visit): void {
  const { node } = walk.references.resolve(schema);
  if (walk.above.includes(node) || walk.above.length > MAX_DEPTH * 2 || prefix.split('.').length > MAX_DEPTH) return;
  const inside = { ...walk, above: [...walk.above, node] };
  for (const part of [...list(node['allOf']), ...list(node['oneOf']), ...list(node['anyOf'])])
    visit(part, prefix, inside);
  if (node['items'] !== undefined) {
    visit(node['items'], prefix === '' ? '' : `${prefix.slice(0, -1)}[].`, inside);
    return;
  }
  const required = new Set(list(node['required']).map(text));
  for (const [name, property] of Object.entries(fields(node['properties']))) {
    if (walk.rows.length >= MAX_ROWS) return;
    const { node: target } = walk.references.resolve(property);
    const facts = [
      text(target['description']) || text(fields(property)['description']),
      ...(target['deprecated'] === true ? ['Deprecated.'] : []),
      ...(target['readOnly'] === true ? ['Read-only.'] : []),
      ...(target['default'] === undefined || typeof target['default'] === 'object'
        ? []
        : [`Default: ${text(target['default'])}.`]),
    ];
    walk.rows.push({
      field: `${prefix}${name}`,
      type: typeOf(property, walk.references),
      required: required.has(name),
      description: facts.filter((fact) => fact !== '').join(' '),
    });
    visit(property, `${prefix}${name}.`, inside);
  }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
