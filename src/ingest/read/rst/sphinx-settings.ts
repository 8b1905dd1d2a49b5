/** What `conf.py` of a Sphinx site gives to every file: substitutions, and its version. */
import { posix } from 'node:path';
import { parseYaml } from '../../../bounded-yaml.js';
import { decodeText } from '../parts/decode.js';
import { upwards } from '../include/include-paths.js';
import type { ReadContext } from '../read-context.js';

/** reStructuredText to be parsed before a file's own. `conf.py` is only looked at, never run. */
export async function sphinxProlog(context: ReadContext): Promise<string> {
  const config = await context.find(upwards(context.path, 'conf.py'));
  if (config === undefined) return '';
  const python = decodeText(config.bytes, config.path).text;
  const lines: string[] = [];
  for (const name of ['version', 'release', 'project', 'copyright', 'author']) {
    const value = new RegExp(`^${name}\\s*=\\s*u?(?:'([^'\\n]*)'|"([^"\\n]*)")\\s*(?:#.*)?$`, 'm').exec(python);
    const text = value?.[1] ?? value?.[2];
    if (text !== undefined && text !== '') lines.push(`.. |${name}| replace:: ${text}`);
  }
  for (const name of ['rst_prolog', 'rst_epilog']) {
    const value = new RegExp(`^${name}\\s*\\+?=\\s*[uUrR]?(?:"""([\\s\\S]*?)"""|'''([\\s\\S]*?)''')`, 'm').exec(python);
    lines.push(value?.[1] ?? value?.[2] ?? '');
  }
  return lines.join('\n');
}

/**
 * MyST's substitutions: texts in the dictionary `myst_substitutions`, and the YAML files that `conf.py` names for them.
 * Undefined where there is no Sphinx site.
 */
export async function mystSubstitutions(context: ReadContext): Promise<Readonly<Record<string, unknown>> | undefined> {
  const config = await context.find(upwards(context.path, 'conf.py'));
  if (config === undefined) return undefined;
  const python = decodeText(config.bytes, config.path).text;
  const values: Record<string, unknown> = {};
  const dictionary = /^myst_substitutions\s*(?::[^=\n]*)?=\s*\{([\s\S]*?)^\}/m.exec(python)?.[1] ?? '';
  for (const [, name = '', single, double] of dictionary.matchAll(
    /["']([\w-]+)["']\s*:\s*(?:'([^'\n]*)'|"([^"\n]*)")/g,
  )) {
    values[name] = single ?? double;
  }
  if (!python.includes('myst_substitutions')) return values;
  for (const [, path = ''] of python.matchAll(/open\(\s*["']([\w./-]+\.ya?ml)["']/g)) {
    const file = await context.find([posix.join(posix.dirname(config.path), path)]);
    if (file !== undefined) Object.assign(values, yamlOf(decodeText(file.bytes, file.path).text));
  }
  return values;
}

function yamlOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value = parseYaml(text, { logLevel: 'silent', maxAliasCount: 100 });
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
