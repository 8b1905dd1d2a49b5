/** Which other files a text takes in whole, told without reading it as a document. */
import { asciidocPaths } from '../asciidoc/antora.js';
import { markdownIncludes } from '../markdown/expand-includes.js';
import { besideOrAbove } from './include-paths.js';
import { importPaths, importsOf } from '../mdx/mdx-imports.js';
import { importsComponents } from '../mdx/mdx-in-markdown.js';

/** `.. include:: name`, unless options below it choose a part. */
const RST_INCLUDE =
  /^[ \t]*\.\. (?:cmd|literal)?include:: +(\S+)[ \t]*$(?!(?:\n[ \t]+:[\w-]+:.*)*\n[ \t]+:(?:start|end|lines|pyobject))/gm;

/** `include::name[]` of AsciiDoc; `{partialsdir}` and `{examplesdir}` are Antora's. */
const ASCIIDOC_INCLUDE = /^include::(?:\{(partial|example)sdir\}\/)?([^{}[\]]+)\[([^\]\n]*)\][ \t]*$/;

/**
 * @param path of the text below the source's root.
 * @returns for each include the paths that it may mean, in the order in which a reader tries them.
 */
export function includesIn(text: string, path: string, format: string): (readonly string[])[] {
  if (format === 'rst' || format === 'text') {
    return [...text.matchAll(RST_INCLUDE)].map(([, name = '']) => besideOrAbove(name, path));
  }
  if (format === 'asciidoc') return asciidocIncludes(text, path);
  const includes = markdownIncludes(text, path);
  if (format !== 'mdx' && !importsComponents(text)) return includes;
  const imports = importsOf(text)
    .filter(({ name, isRaw }) => !isRaw && new RegExp(`<${name.replace(/\$/g, '\\$')}[\\s/>]`).test(text))
    .map(({ from }) => importPaths(from, path));
  return [...includes, ...imports];
}

/** Those under a condition may never be taken in. */
function asciidocIncludes(text: string, path: string): string[][] {
  let conditions = 0;
  return text.split('\n').flatMap((line) => {
    if (/^(?:ifn?def::[^[]+\[\]|ifeval::)/.test(line)) conditions += 1;
    if (/^endif::/.test(line)) conditions = Math.max(0, conditions - 1);
    const include = conditions > 0 ? null : ASCIIDOC_INCLUDE.exec(line.trimEnd());
    if (include === null || /\b(?:tags?|lines)=/.test(include[3] ?? '')) return [];
    const [, family, target = ''] = include;
    return [asciidocPaths(family === undefined ? target : `${family}$${target}`, path)];
  });
}
