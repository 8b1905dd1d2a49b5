/** Tells MDX that is called Markdown: Docusaurus reads both as MDX. */
import { scanLines } from '../parts/lines.js';
import type { ReadContext } from '../read-context.js';

const DOCUSAURUS = ['js', 'ts', 'mjs', 'cjs', 'mts'].map((ending) => `docusaurus.config.${ending}`);
const IMPORT =
  /^import[ \t]+(?:[\w$]+|\{[\w$, \t]+\})(?:[ \t]*,[ \t]*\{[\w$, \t]+\})?[ \t]+from[ \t]+["'][^"'\n]+["'];?[ \t]*$/;
const COMPONENT = /<[A-Z][A-Za-z\d]*(?:[ \t\n/>]|$)/;

/** Text that imports components and uses them, or uses them below the settings of Docusaurus. */
export async function isMdxText(text: string, context: ReadContext): Promise<boolean> {
  if (!COMPONENT.test(text) && !text.includes('{/*')) return false;
  if (importsComponents(text)) return true;
  return !/<script[\s>]/i.test(text) && (await context.nearest(DOCUSAURUS)) !== undefined;
}

/** Outside of code; a script of Vue imports what it needs for itself. */
export function importsComponents(text: string): boolean {
  if (!text.includes('import ') || /<script[\s>]/i.test(text)) return false;
  return scanLines(text).some(({ text: line, inCode }) => !inCode && IMPORT.test(line));
}
