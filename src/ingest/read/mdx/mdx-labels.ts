/** What an element's own attributes say: a label, a call-out's kind, a field's name and type, a table of properties. */
import { CALL_OUT_KINDS } from '../parts/call-out.js';
import { attributeText, attributeValue, type Element } from './mdx-elements.js';
import type { Scope } from './static-values.js';

const NAMED_CALL_OUT = new RegExp(`^(?:${CALL_OUT_KINDS}|check)$`, 'i');
const TYPED_CALL_OUT = /^(?:Callout|CallOut|Admonition|Alert|Aside|Notice|Banner)$/;
/** Fields of an API: parameters, properties of what is sent or answered. */
const FIELD = /(?:Param|Parameter|Property|Attribute|Response|Api|^)Field$|^(?:Param|Parameter|Property)$/;
const FIELD_PLACES = ['path', 'query', 'body', 'header'];

/** The line that opens the `:::` block of a call-out; undefined for other elements. */
export function callOutLine(node: Element, scope: Scope): string | undefined {
  const name = node.name ?? '';
  const isTyped = TYPED_CALL_OUT.test(name);
  if (!isTyped && (!NAMED_CALL_OUT.test(name) || /^[a-z]/.test(name))) return undefined;
  const given = ['type', 'variant', 'kind', 'intent', 'severity', 'status']
    .map((attribute) => attributeText(node, attribute, scope))
    .find((text) => text !== undefined && /^[A-Za-z]+$/.test(text));
  const kind = isTyped ? (given ?? 'note') : name === 'Check' ? 'success' : name;
  const title = attributeText(node, 'title', scope) ?? attributeText(node, 'heading', scope);
  return `:::${kind.toLowerCase()}${title === undefined ? '' : ` ${title}`}`;
}

/** Markdown that stands above what the element holds, or for it; undefined if it says nothing of its own. */
export function headOf(node: Element, scope: Scope): string | undefined {
  const name = node.name ?? '';
  if (FIELD.test(name)) return fieldHead(node, scope);
  const file = /(?:^|\.)(?:File|Folder)$/.test(name) ? attributeText(node, 'name', scope) : undefined;
  if (file !== undefined) return `- ${file}`;
  const label = labelOf(node, scope);
  if (label === undefined) return undefined;
  const address = ['href', 'to', 'url', 'link'].map((attribute) => attributeText(node, attribute, scope)).find(Boolean);
  const isLink = address !== undefined && !/[[\]]/.test(label);
  const head = isLink ? `**[${label}](${/[\s()]/.test(address) ? `<${address}>` : address})**` : `**${label}**`;
  const description = attributeText(node, 'description', scope) ?? attributeText(node, 'subtitle', scope);
  return description === undefined ? head : `${head}\n\n${description}`;
}

function labelOf(node: Element, scope: Scope): string | undefined {
  const isEmpty = node.children.length === 0;
  for (const name of ['label', 'title', 'summary', 'heading', 'caption', ...(isEmpty ? ['text'] : [])]) {
    const label = attributeText(node, name, scope);
    if (label !== undefined) return label;
  }
  return /^Tab(?:Item)?$/.test(node.name ?? '') ? attributeText(node, 'value', scope) : undefined;
}

/** `**limit** (query, integer, required, default 10)`. */
function fieldHead(node: Element, scope: Scope): string | undefined {
  const place = FIELD_PLACES.find((attribute) => attributeText(node, attribute, scope) !== undefined);
  const name = attributeText(node, place ?? 'name', scope);
  if (name === undefined) return undefined;
  const initial = attributeText(node, 'default', scope) ?? attributeText(node, 'initialValue', scope);
  const facts = [
    place,
    attributeText(node, 'type', scope),
    ...['required', 'deprecated'].filter((attribute) => isSet(node, attribute, scope)),
    initial === undefined ? undefined : `default ${initial}`,
  ].filter((fact) => fact !== undefined);
  return `**\`${name}\`**${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}

function isSet(node: Element, name: string, scope: Scope): boolean {
  return node.attributes.some(
    (given) => given.type === 'mdxJsxAttribute' && given.name === name && attributeValue(given.value, scope) === true,
  );
}

const COLUMNS = ['type', 'description', 'default', 'required'];

/** An attribute whose every property is described, `{ name: { type, description } }`, as a table. */
export function propertyTable(node: Element, scope: Scope): string | undefined {
  if (node.children.length > 0) return undefined;
  for (const given of node.attributes) {
    if (given.type !== 'mdxJsxAttribute') continue;
    const properties = recordOf(attributeValue(given.value, scope));
    const rows = Object.entries(properties ?? {}).map(([name, value]) => ({ name, facts: recordOf(value) }));
    if (rows.length === 0 || rows.some(({ facts }) => !(facts && ('type' in facts || 'description' in facts))))
      continue;
    const shown = COLUMNS.filter((column) => rows.some(({ facts }) => cellOf(facts?.[column]) !== ''));
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
    return [
      line(['Name', ...shown.map((column) => column.charAt(0).toUpperCase() + column.slice(1))]),
      line(['---', ...shown.map(() => '---')]),
      ...rows.map(({ name, facts }) =>
        line([`\`${name}\``, ...shown.map((column) => (column === 'type' ? codeCell : cellOf)(facts?.[column]))]),
      ),
    ].join('\n');
  }
  return undefined;
}

function codeCell(value: unknown): string {
  const text = cellOf(value);
  return text === '' || text.includes('`') ? text : `\`${text}\``;
}

function cellOf(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return '';
  return String(value).replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim();
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
