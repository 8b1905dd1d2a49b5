/** What `conf.py` of a Sphinx site gives to every file: substitutions, and its version. */
import { decodeText } from '../decode.js';
import { upwards } from '../include-paths.js';
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
