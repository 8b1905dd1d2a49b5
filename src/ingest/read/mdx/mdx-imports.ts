/** Which files a page imports, and where they may lie. */
import { posix } from 'node:path';
import { upwards } from '../include/include-paths.js';

export interface MdxImport {
  /** Name in the page. */
  readonly name: string;
  readonly from: string;
  /** True for files whose text is imported, not what they mean. */
  readonly isRaw: boolean;
}

const IMPORT = /^[ \t]*import[ \t]+([A-Za-z_$][\w$]*)[ \t]+from[ \t]+["']([^"'\n]+)["']/gm;

const VALUES = /^[ \t]*import[ \t]+(?:([A-Za-z_$][\w$]*)|\{([\w$, \t]+)\})[ \t]+from[ \t]+["']([^"'\n]+)["']/gm;

/** Names that come from files of the site that may only state values: modules and JSON, not components or packages. */
export function valueImportsOf(
  esm: string,
): { readonly names: readonly string[]; readonly isDefault: boolean; readonly from: string }[] {
  return [...esm.matchAll(VALUES)].flatMap(([, name, list, from = '']) =>
    /^(?:\.|@site\/|~\/|@\/|\/)/.test(from) && /(?:\/[\w-]+|\.(?:m?js|json))$/.test(from)
      ? [
          {
            names:
              name === undefined
                ? (list ?? '')
                    .split(',')
                    .map((part) => part.trim())
                    .filter(Boolean)
                : [name],
            isDefault: name !== undefined,
            from,
          },
        ]
      : [],
  );
}

/** Default imports of Markdown and of raw texts; code has no text that could be read. */
export function importsOf(esm: string): MdxImport[] {
  return [...esm.matchAll(IMPORT)].flatMap(([, name = '', given = '']) => {
    const isRaw = given.includes('raw-loader!') || given.endsWith('?raw');
    const from = given.replace(/^.*!/, '').replace(/\?.*$/, '');
    return isRaw || /\.mdx?$/.test(from) ? [{ name, from, isRaw }] : [];
  });
}

/**
 * Relative names lie beside the page. `@site/…` and `/…` begin at the site's folder: that is the nearest folder above
 * that has the file, and where only a part of a site was copied, the nearest that has the end of the path.
 */
export function importPaths(from: string, path: string): string[] {
  if (/^\.\.?\//.test(from)) return [posix.join(posix.dirname(path), from)];
  const absolute = /^(?:@site\/|~\/|@\/|\/)(.*)$/.exec(from)?.[1];
  if (absolute === undefined) return [];
  const parts = absolute.split('/');
  const candidates: string[] = [];
  for (let first = 0; first === 0 || first < parts.length - 1; first += 1) {
    candidates.push(...upwards(path, parts.slice(first).join('/')));
  }
  return candidates;
}
