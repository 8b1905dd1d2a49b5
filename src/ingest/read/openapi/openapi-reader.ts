/** Reader for OpenAPI 3 and Swagger 2: a section for each operation, under its tag, and one for each named schema. */
import { decodeText } from '../parts/decode.js';
import { titleFromName } from '../parts/file-title.js';
import { fieldTable, operationBlocks, prose, titledTable, type Written } from './operation.js';
import { createReferences, parsedSpec, type References } from './references.js';
import { schemaRows, typeOf } from './schema-rows.js';
import { fields, list, text, type Fields } from './spec-node.js';
import type { PageReader, ReadBlock, ReadFile } from '../page-reader.js';
import type { ReadContext } from '../read-context.js';
import { createSectionList, type SectionList } from '../parts/section-list.js';
import { sourceReader } from '../text/text-reader.js';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export const openapiReader: PageReader = {
  async read(bytes, name, context) {
    const spec = parsedSpec(decodeText(bytes, name).text);
    const isSpec = spec !== undefined && (spec['openapi'] ?? spec['swagger']) !== undefined;
    if (isSpec) return await readSpec(spec, name, context);
    const read = await sourceReader.read(bytes, name, context);
    return { ...read, warnings: [...read.warnings, 'looks like an OpenAPI document but can not be parsed as one'] };
  },
};

async function readSpec(spec: Fields, name: string, context: ReadContext): Promise<ReadFile> {
  const references = await createReferences(spec, context);
  const sections = createSectionList();
  const blocks: ReadBlock[] = [];
  const write = (written: readonly Written[]): void => {
    const section = sections.current();
    blocks.push(...written.map((block) => ({ ...block, section })));
  };
  const info = fields(spec['info']);
  write([...aboutBlocks(spec, info), ...prose(references.text(info['description']))]);
  writeOperations(spec, references, sections, write);
  writeSchemas(spec, references, sections, write);
  const version = text(info['version']);
  return {
    title: text(info['title']) || titleFromName(name),
    kind: 'API_REFERENCE',
    frontMatter: { openapi: text(spec['openapi'] ?? spec['swagger']), ...(version !== '' && { version }) },
    warnings: [...references.missing].map((target) => `refers to ${target}, which is not there`),
    pages: [],
    sections: sections.sections,
    blocks,
  };
}

function aboutBlocks(spec: Fields, info: Fields): Written[] {
  const host = text(spec['host']);
  const servers = [
    ...list(spec['servers']).map((server) => text(fields(server)['url'])),
    ...(host === '' ? [] : [`${text(list(spec['schemes'])[0]) || 'https'}://${host}${text(spec['basePath'])}`]),
  ].filter((server) => server !== '');
  const version = text(info['version']);
  const facts = [
    ...(version === '' ? [] : [`Version: ${version}`]),
    ...servers.map((server) => `Server: \`${server}\``),
  ];
  return facts.length === 0 ? [] : [{ kind: 'paragraph', text: facts.join(' · ') }];
}

interface Operation {
  readonly address: string;
  readonly operation: Fields;
  readonly parameters: readonly unknown[];
}

function writeOperations(
  spec: Fields,
  references: References,
  sections: SectionList,
  write: (written: readonly Written[]) => void,
): void {
  const groups = new Map<string, Operation[]>(list(spec['tags']).map((tag) => [text(fields(tag)['name']), []]));
  const paths = { ...fields(spec['paths']), ...prefixed(fields(spec['webhooks'])) };
  for (const [path, given] of Object.entries(paths)) {
    const { node } = references.resolve(given);
    for (const method of METHODS) {
      if (node[method] === undefined) continue;
      const operation = references.resolve(node[method]).node;
      const tag = text(list(operation['tags'])[0]) || 'Operations';
      const group = groups.get(tag) ?? [];
      group.push({ address: `${method.toUpperCase()} ${path}`, operation, parameters: list(node['parameters']) });
      groups.set(tag, group);
    }
  }
  const described = new Map(list(spec['tags']).map((tag) => [text(fields(tag)['name']), fields(tag)['description']]));
  for (const [tag, operations] of groups) {
    // A tag without operations is a chapter of its own: how to authenticate, how pages are turned.
    const description = prose(references.text(described.get(tag)));
    if (operations.length === 0 && description.length === 0) continue;
    sections.add({ depth: 1, text: tag }, undefined);
    write(description);
    for (const { address, operation, parameters } of operations) {
      const summary = text(operation['summary']).replace(/\s+/g, ' ').slice(0, 150);
      const id = text(operation['operationId']);
      sections.add(
        { depth: 2, text: summary === '' ? address : `${address} — ${summary}`, ...(id !== '' && { anchor: id }) },
        undefined,
      );
      write(operationBlocks(address, operation, { parameters, security: spec['security'] }, references));
    }
  }
}

function prefixed(webhooks: Fields): Fields {
  return Object.fromEntries(Object.entries(webhooks).map(([name, hook]) => [`webhook ${name}`, hook]));
}

function writeSchemas(
  spec: Fields,
  references: References,
  sections: SectionList,
  write: (written: readonly Written[]) => void,
): void {
  const components = fields(spec['components']);
  const schemes = Object.entries({ ...fields(spec['securityDefinitions']), ...fields(components['securitySchemes']) });
  if (schemes.length > 0) {
    sections.add({ depth: 1, text: 'Security schemes' }, undefined);
    const rows = schemes.map(([name, scheme]) => {
      const { node } = references.resolve(scheme);
      const place = [text(node['scheme']), text(node['in']), text(node['name'])]
        .filter((part) => part !== '')
        .join(' ');
      return [`\`${name}\``, text(node['type']), place, text(node['description'])];
    });
    write(titledTable('Ways to prove who asks', ['Name', 'Type', 'Where', 'Description'], rows));
  }
  const schemas = Object.entries({ ...fields(spec['definitions']), ...fields(components['schemas']) });
  if (schemas.length === 0) return;
  sections.add({ depth: 1, text: 'Schemas' }, undefined);
  for (const [name, schema] of schemas) {
    const { node } = references.resolve(schema);
    const rows = schemaRows(schema, references);
    sections.add({ depth: 2, text: name }, undefined);
    write([
      {
        kind: 'paragraph',
        text: `\`${name}\`: ${rows.length > 0 ? 'object' : typeOf(node, references)}`,
        identifiers: [name],
      },
      ...prose(node['description']),
      ...fieldTable('Fields', schema, references),
    ]);
  }
}
