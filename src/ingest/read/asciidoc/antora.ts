/** Antora: what a component's descriptor says to its pages, and where resource ids lead (https://docs.antora.org/antora/latest/). */
import { posix } from 'node:path';
import { parseYaml } from '../../../bounded-yaml.js';
import { decodeText } from '../parts/decode.js';
import { besideOrAbove, upwards } from '../include/include-paths.js';
import type { ReadContext } from '../read-context.js';

/** Values as Asciidoctor takes them: null unsets, `@` at the end lets the page decide. */
export type AttributeValues = Readonly<Record<string, string | null>>;

/** Folders of a module, by the family in a resource id; the second ones are those of Antora 1. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  page: ['pages'],
  partial: ['partials', 'pages/_partials'],
  example: ['examples'],
  attachment: ['attachments', 'assets/attachments'],
  image: ['images', 'assets/images'],
};

const MODULE = /^(.*\/)?modules\/([^/]+)\/(?:pages|partials|examples|attachments|images|assets)\//;
const RESOURCE = /^(?:[^@:/$]*@)?(?:(?:([^:/$]*):)?([^:/$]*):)?(?:([a-z]+)\$)?(.+)$/;

/** True for a file that Antora publishes as a page. */
export function isAntoraPage(path: string): boolean {
  return /(?:^|\/)modules\/[^/]+\/pages\/(?:[^_/][^/]*\/)*[^_/][^/]*$/.test(path);
}

/**
 * Paths that a target may mean: a resource id (`module:family$path`, each part but the last may be missing) where the
 * file stands in a module, and a path beside the file.
 * @param component of the file, as its descriptor names it: ids may repeat it.
 * @param family of ids that name none.
 */
export function asciidocPaths(target: string, from: string, component?: string, family = 'page'): string[] {
  const module = MODULE.exec(from);
  const id = RESOURCE.exec(target);
  if (module === null || id === null || target.startsWith('./') || target.startsWith('../'))
    return besideOrAbove(target, from);
  const [, root = '', own = ''] = module;
  const [, otherComponent, otherModule, named, path = ''] = id;
  if (otherComponent !== undefined && otherComponent !== component) return [];
  const name = otherModule === undefined ? own : otherModule || 'ROOT';
  const folders = FAMILIES[named ?? family] ?? [];
  const beside = otherModule === undefined && named === undefined ? besideOrAbove(target, from) : [];
  return [...beside, ...folders.map((folder) => posix.join(root, 'modules', name, folder, path))];
}

export interface AntoraComponent {
  readonly name: string | undefined;
  readonly attributes: AttributeValues;
}

/** What the playbook and the descriptor above the file say; undefined for a file that is in no module. */
export async function antoraComponent(context: ReadContext): Promise<AntoraComponent | undefined> {
  const module = MODULE.exec(context.path);
  if (module === null) return undefined;
  const descriptor = await yamlAbove(context, 'antora.yml');
  const playbook = await yamlAbove(context, 'antora-playbook.yml');
  const text = (key: string): string | undefined => {
    const value = memberOf(descriptor, key);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const [name, version] = [text('name'), text('version')];
  const known = {
    'page-component-name': name,
    'page-component-title': text('title') ?? name,
    'page-component-version': version,
    'page-component-display-version': text('display_version') ?? version,
    'page-version': version,
    'page-module': module[2],
    partialsdir: 'partial$',
    examplesdir: 'example$',
    attachmentsdir: 'attachment$',
  };
  const attributes: Record<string, string | null> = {};
  const stated = [known, attributesOf(playbook), attributesOf(descriptor)].flatMap((values) => Object.entries(values));
  for (const [key, value] of stated) {
    if (value === null || value === false) attributes[key] = null;
    else if (value === true) attributes[key] = '';
    else if (typeof value === 'string' || typeof value === 'number')
      attributes[key] = resolved(String(value), attributes);
  }
  return { name, attributes };
}

async function yamlAbove(context: ReadContext, name: string): Promise<unknown> {
  const file = await context.find(upwards(context.path, name));
  if (file === undefined) return undefined;
  try {
    return parseYaml(decodeText(file.bytes, file.path).text, { logLevel: 'silent', maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

function attributesOf(settings: unknown): object {
  const attributes = memberOf(memberOf(settings, 'asciidoc'), 'attributes');
  return typeof attributes === 'object' && attributes !== null ? attributes : {};
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** A value may name others that were stated before it. */
function resolved(value: string, known: AttributeValues): string {
  return value.replace(/\{([a-z][\w-]*)\}/gi, (whole, name: string) => known[name]?.replace(/@$/, '') ?? whole);
}
