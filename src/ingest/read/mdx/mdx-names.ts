/** The names that an MDX text may use: partials that it imports, and values that it imports or declares. */
import type { Program } from 'acorn';
import { decodeText } from '../parts/decode.js';
import type { ReadContext } from '../read-context.js';
import type { Root } from './mdx-elements.js';
import { importPaths, importsOf, valueImportsOf } from './mdx-imports.js';
import { moduleConstants, moduleValues } from './module-values.js';
import { declaredIn, type Scope } from './static-values.js';

/** A text that stands where its name is used as an element. */
export interface MdxPartial {
  readonly path: string;
  readonly text: string;
}

export interface MdxNames {
  readonly scope: Scope;
  readonly partials: ReadonlyMap<string, MdxPartial>;
}

interface Importing {
  readonly context: ReadContext;
  /** Of the text that imports. */
  readonly path: string;
  /** Notes a file that is not there. */
  readonly misses: (name: string) => void;
}

/** @param props what the importing page gives. */
export async function mdxNames(
  tree: Root,
  props: Readonly<Record<string, unknown>>,
  importing: Importing,
): Promise<MdxNames> {
  const partials = new Map<string, MdxPartial>();
  let scope = new Map<string, unknown>([['props', props]]);
  for (const node of tree.children) {
    if (node.type !== 'mdxjsEsm') continue;
    await importTexts(node.value, { scope, partials }, importing);
    await importValues(node.value, scope, importing);
    const program = node.data?.estree as Program | null | undefined;
    if (program) scope = declaredIn(program.body, scope);
  }
  return { scope, partials };
}

async function importTexts(
  esm: string,
  names: { readonly scope: Map<string, unknown>; readonly partials: Map<string, MdxPartial> },
  { context, path, misses }: Importing,
): Promise<void> {
  for (const { name, from, isRaw } of importsOf(esm)) {
    const file = await context.find(importPaths(from, path));
    if (file === undefined) misses(from);
    else if (isRaw) names.scope.set(name, decodeText(file.bytes, file.path).text);
    else names.partials.set(name, { path: file.path, text: decodeText(file.bytes, file.path).text });
  }
}

async function importValues(esm: string, scope: Map<string, unknown>, importing: Importing): Promise<void> {
  for (const { names, isDefault, from } of valueImportsOf(esm)) {
    const values = await importedValues(from, isDefault, importing);
    for (const name of names) {
      const value = isDefault ? values : (values as ReadonlyMap<string, unknown> | undefined)?.get(name);
      if (value !== undefined) scope.set(name, value);
    }
  }
}

/** The default export, or all constants by name. */
async function importedValues(from: string, isDefault: boolean, { context, path }: Importing): Promise<unknown> {
  const endings = /\.\w+$/.test(from) ? [''] : ['.js', '.mjs', '.json'];
  const file = await context.find(endings.flatMap((ending) => importPaths(from + ending, path)));
  if (file === undefined) return undefined;
  const text = decodeText(file.bytes, file.path).text;
  if (file.path.endsWith('.json')) return isDefault ? jsonOf(text) : undefined;
  return isDefault ? moduleValues(text) : moduleConstants(text);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
