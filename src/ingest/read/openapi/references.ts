/** Follows `$ref` within a specification and into the other files of its source. */
import { posix } from 'node:path';
import { parseYaml } from '../../../bounded-yaml.js';
import { decodeText } from '../parts/decode.js';
import type { ReadContext } from '../read-context.js';
import { fields, text, type Fields } from './spec-node.js';

/** Publishers keep each operation, schema and response in a file of its own. */
const MAX_FILES = 3_000;
const MAX_HOPS = 32;

/** Nothing is told of these, so that their files are not read. */
const NOT_SHOWN = /^(?:x-.*|examples?)$/;

export interface References {
  /** What a node stands for: itself, or what its `$ref` leads to, and by what name that is known. */
  resolve(node: unknown): { readonly node: Fields; readonly name?: string };
  /** A text, or the one that a `$ref` in its place leads to. */
  text(value: unknown): string;
  /** Targets that were not found. */
  readonly missing: ReadonlySet<string>;
}

/** Reads the files that the specification refers to, so that following is possible without waiting. */
export async function createReferences(spec: Fields, context: ReadContext): Promise<References> {
  const files = new Map<string, Fields>([[context.path, spec]]);
  /** Which file a node with a `$ref` stands in. */
  const homes = new WeakMap<object, string>();
  const queue: string[] = [context.path];
  const missing = new Set<string>();
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    for (const target of targetsIn(files.get(path) ?? {}, path, homes)) {
      if (files.has(target) || files.size >= MAX_FILES) continue;
      const found = await context.find([target]);
      const parsed = found === undefined ? undefined : parsedSpec(decodeText(found.bytes, target).text);
      if (parsed === undefined) missing.add(target);
      files.set(target, parsed ?? {});
      queue.push(target);
    }
  }
  function follow(given: unknown): { readonly value: unknown; readonly name?: string } {
    let value = given;
    let name: string | undefined;
    for (let hop = 0; hop < MAX_HOPS; hop += 1) {
      const node = fields(value);
      const reference = text(node['$ref']);
      if (reference === '') break;
      const home = homes.get(node) ?? context.path;
      const [file = '', pointer = ''] = reference.split('#', 2);
      const path = file === '' ? home : posix.join(posix.dirname(home), file);
      name = unescaped(pointer.split('/').at(-1) || posix.basename(file).replace(/\.\w+$/, ''));
      value = pointed(files.get(path) ?? {}, pointer);
      if (value === undefined) {
        missing.add(reference);
        break;
      }
    }
    return name === undefined ? { value } : { value, name };
  }
  return {
    missing,
    resolve(given) {
      const { value, ...named } = follow(given);
      return { node: fields(value), ...named };
    },
    text: (given) => text(follow(given).value),
  };
}

/** @returns undefined for what is neither YAML nor JSON with fields. */
export function parsedSpec(source: string): Fields | undefined {
  try {
    const parsed: unknown = source.trimStart().startsWith('{')
      ? JSON.parse(source)
      : parseYaml(source, { logLevel: 'error', maxAliasCount: 1000, uniqueKeys: false });
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Fields) : undefined;
  } catch {
    return undefined;
  }
}

/** Paths of the other files that `node` refers to. Notes for every reference which file it stands in. */
function targetsIn(root: Fields, path: string, homes: WeakMap<object, string>): Set<string> {
  const targets = new Set<string>();
  const seen = new Set<object>();
  const open: unknown[] = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    open.push(...Object.entries(node).flatMap(([key, value]) => (NOT_SHOWN.test(key) ? [] : [value as unknown])));
    const reference = text((node as Fields)['$ref']);
    if (reference === '') continue;
    homes.set(node, path);
    const file = reference.split('#', 1)[0] ?? '';
    if (file !== '' && !/^[a-z][a-z\d+.-]*:/i.test(file)) targets.add(posix.join(posix.dirname(path), file));
  }
  return targets;
}

function pointed(document: unknown, pointer: string): unknown {
  let node: unknown = document;
  for (const part of pointer.split('/').slice(1)) {
    const key = unescaped(part);
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Fields)[key];
  }
  return node;
}

function unescaped(part: string): string {
  const plain = part.replace(/~1/g, '/').replace(/~0/g, '~');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
