/** Which other files a text takes in whole, told without reading it as a document. */
import { markdownIncludes } from './expand-includes.js';
import { besideOrAbove } from './include-paths.js';
import { importPaths, importsOf } from './mdx/mdx-imports.js';

/** `.. include:: name`, unless options below it choose a part. */
const RST_INCLUDE =
  /^[ \t]*\.\. (?:cmd|literal)?include:: +(\S+)[ \t]*$(?!(?:\n[ \t]+:[\w-]+:.*)*\n[ \t]+:(?:start|end|lines|pyobject))/gm;

/**
 * @param path of the text below the source's root.
 * @returns for each include the paths that it may mean, in the order in which a reader tries them.
 */
export function includesIn(text: string, path: string, format: string): (readonly string[])[] {
  if (format === 'rst' || format === 'text') {
    return [...text.matchAll(RST_INCLUDE)].map(([, name = '']) => besideOrAbove(name, path));
  }
  const includes = markdownIncludes(text, path);
  if (format !== 'mdx') return includes;
  const imports = importsOf(text)
    .filter(({ name, isRaw }) => !isRaw && new RegExp(`<${name.replace(/\$/g, '\\$')}[\\s/>]`).test(text))
    .map(({ from }) => importPaths(from, path));
  return [...includes, ...imports];
}
