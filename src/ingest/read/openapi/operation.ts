/** One operation as Markdown blocks: what it does, its parameters, what it takes and gives. */
import type { BlockKind } from '../page-reader.js';
import { markdownBlocks } from '../markdown/markdown-blocks.js';
import type { References } from './references.js';
import { schemaRows, typeOf, type SchemaRow } from './schema-rows.js';
import { fields, list, text, type Fields } from './spec-node.js';

export interface Written {
  readonly kind: BlockKind;
  readonly text: string;
  readonly identifiers?: readonly string[];
}

/** @param shared parameters of the path, and what security the specification asks for where the operation says nothing. */
export function operationBlocks(
  address: string,
  operation: Fields,
  shared: { readonly parameters: readonly unknown[]; readonly security: unknown },
  references: References,
): Written[] {
  const id = text(operation['operationId']);
  const parameters = merged(shared.parameters, list(operation['parameters']), references);
  const isBody = (one: Fields): boolean => one['in'] === 'body';
  return [
    {
      kind: 'paragraph',
      text: [`\`${address}\``, ...(id === '' ? [] : [`Operation: \`${id}\``])].join(' · '),
      identifiers: [address, ...(id === '' ? [] : [id])],
    },
    ...(operation['deprecated'] === true ? [{ kind: 'quote' as const, text: '> **Deprecated**' }] : []),
    ...prose(operation['description']),
    ...titledTable(
      'Parameters',
      ['Name', 'In', 'Type', 'Required', 'Description'],
      parameters.filter((one) => !isBody(one)).map((one) => parameterRow(one, references)),
    ),
    ...parameters
      .filter(isBody)
      .flatMap((one) => bodyBlocks('Request body', [['', one['schema']]], one['description'], references)),
    ...requestBlocks(operation['requestBody'], references),
    ...responseBlocks(operation['responses'], references),
    ...securityBlocks(operation['security'] ?? shared.security),
  ];
}

/** Markdown of the specification's author, read as any Markdown is; its headings become bold lines. */
export function prose(description: unknown): Written[] {
  const { sections, blocks } = markdownBlocks(text(description), []);
  let next = 0;
  return blocks.flatMap(({ kind, text: written, section }) => {
    const headings = sections.slice(next, (section ?? -1) + 1);
    next = Math.max(next, (section ?? -1) + 1);
    return [
      ...headings.map(({ heading }) => ({ kind: 'paragraph' as const, text: `**${heading}**` })),
      { kind, text: written },
    ];
  });
}

export function fieldTable(title: string, schema: unknown, references: References): Written[] {
  const rows = schemaRows(schema, references);
  return titledTable(title, ['Field', 'Type', 'Required', 'Description'], rows.map(fieldRow));
}

function fieldRow({ field, type, required, description }: SchemaRow): string[] {
  return [`\`${field}\``, type, required ? 'yes' : 'no', description];
}

export function titledTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): Written[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [
    { kind: 'paragraph', text: `**${title}**` },
    { kind: 'table', text: [line(head), line(head.map(() => '-')), ...rows.map(line)].join('\n') },
  ];
}

/** Descriptions may hold any Markdown; in a cell it is one line. */
function cell(content: string): string {
  return content
    .replace(/(?:<br\s*\/?>|\s)+/gi, ' ')
    .replace(/(?<!\\)\|/g, '\\|')
    .replace(/<(?=[A-Za-z/!?])/g, '\\<')
    .trim();
}

/** The operation's own parameters win over the path's of the same name and place. */
function merged(shared: readonly unknown[], own: readonly unknown[], references: References): Fields[] {
  const found = new Map<string, Fields>();
  for (const parameter of [...shared, ...own]) {
    const { node } = references.resolve(parameter);
    found.set(`${text(node['in'])} ${text(node['name'])}`, node);
  }
  return [...found.values()];
}

function parameterRow(parameter: Fields, references: References): string[] {
  const content = Object.values(fields(parameter['content']))[0];
  const schema = parameter['schema'] ?? fields(content)['schema'] ?? parameter;
  const name = text(parameter['name']);
  const isDeprecated = parameter['deprecated'] === true;
  return [
    `\`${name}\``,
    text(parameter['in']),
    typeOf(schema, references),
    parameter['required'] === true ? 'yes' : 'no',
    `${text(parameter['description'])}${isDeprecated ? ' Deprecated.' : ''}`,
  ];
}

function requestBlocks(body: unknown, references: References): Written[] {
  const { node } = references.resolve(body);
  const content = Object.entries(fields(node['content'])).map(([type, media]): [string, unknown] => [
    type,
    fields(media)['schema'],
  ]);
  return content.length === 0 ? [] : bodyBlocks('Request body', content, node['description'], references);
}

function responseBlocks(responses: unknown, references: References): Written[] {
  const rows: string[][] = [];
  const tables: Written[] = [];
  const shown = new Set<string>();
  for (const [status, response] of Object.entries(fields(responses))) {
    const { node } = references.resolve(response);
    const schema = node['schema'] ?? fields(Object.values(fields(node['content']))[0])['schema'];
    const type = schema === undefined ? '' : typeOf(schema, references);
    rows.push([status, text(node['description']), type]);
    if (schema === undefined || shown.has(type) || !/^(?:2|default)/.test(status)) continue;
    shown.add(type);
    tables.push(...fieldTable(`Response ${status}: ${type}`, schema, references));
  }
  return [...titledTable('Responses', ['Status', 'Description', 'Type'], rows), ...tables];
}

function bodyBlocks(
  title: string,
  content: readonly [string, unknown][],
  description: unknown,
  references: References,
): Written[] {
  const types = content.map(([type, schema]) => `${type === '' ? '' : `\`${type}\`: `}${typeOf(schema, references)}`);
  const [first] = content;
  return [
    { kind: 'paragraph', text: `**${title}** ${types.join('; ')}` },
    ...prose(description),
    ...(first === undefined ? [] : fieldTable(`Fields of the ${title.toLowerCase()}`, first[1], references)),
  ];
}

function securityBlocks(security: unknown): Written[] {
  const ways = list(security).map((way) =>
    Object.entries(fields(way))
      .map(([scheme, scopes]) => {
        const named = list(scopes).map(text);
        return named.length === 0 ? `\`${scheme}\`` : `\`${scheme}\` (${named.join(', ')})`;
      })
      .join(' and '),
  );
  return ways.length === 0
    ? []
    : [{ kind: 'paragraph', text: `**Security** ${ways.map((way) => (way === '' ? 'none' : way)).join(' or ')}` }];
}
