/** Turns MDX into Markdown: partials are put in, tags go, what stands between the tags stays, labels become bold lines. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { mdxFromMarkdown } from 'mdast-util-mdx';
import { gfmTable } from 'micromark-extension-gfm-table';
import { mdxjs } from 'micromark-extension-mdxjs';
import type { IncludeReport } from '../markdown/expand-includes.js';
import { mapProse } from '../markdown/prose.js';
import { splitFrontMatter } from '../parts/front-matter.js';
import { withoutComments } from '../parts/html-text.js';
import { scanLines } from '../parts/lines.js';
import type { ReadContext } from '../read-context.js';
import { createTextEdits } from './mdx-edits.js';
import type { Root } from './mdx-elements.js';
import { mdxNames, type MdxPartial } from './mdx-names.js';
import { rewriteMdx } from './mdx-writer.js';

/** What is the same for a page and the partials in it. */
export interface MdxPage {
  readonly context: ReadContext;
  readonly report: IncludeReport;
  /** Components that were left out, by how often. */
  readonly components: Map<string, number>;
  /** Applied to a partial's text before it is parsed, as to the page's: variables and other includes. */
  prepare(text: string, path: string): Promise<string>;
}

/** Only tags, expressions and the blocks around them are wanted; emphasis is not. */
const options = {
  extensions: [gfmTable(), mdxjs(), { disable: { null: ['attention'] } }],
  mdastExtensions: [gfmTableFromMarkdown(), mdxFromMarkdown()],
};

/** Text without any of these is Markdown as it stands. */
const ANY = /[<{]|^(?:import|export)\s/m;

/** The parser of expressions is not linear in a line's length. */
const MAX_LINE = 20_000;

/**
 * Text that does not parse as MDX is taken as Markdown, without its import and export lines, and a warning says so.
 * @param above paths of the files that lead here, the text's own last.
 * @param props what the importing page gives.
 */
export async function markdownOfMdx(
  source: string,
  page: MdxPage,
  above: readonly string[],
  props: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  if (!ANY.test(source)) return source;
  if (source.length > MAX_LINE && source.split('\n').some((line) => line.length > MAX_LINE)) {
    page.report.warnings.add('has lines too long for MDX and was read as Markdown');
    return withoutModuleLines(source);
  }
  const prepared = withEscapedAnchors(mapProse(source, withoutComments));
  let tree: Root;
  try {
    tree = fromMarkdown(prepared, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    page.report.warnings.add(`is not valid MDX and was read as Markdown: ${reason}`);
    return withoutModuleLines(source);
  }
  const path = above.at(-1) ?? page.context.path;
  const names = await mdxNames(tree, props, { context: page.context, path, misses: page.report.misses });
  const edits = createTextEdits(prepared);
  await rewriteMdx(tree.children, {
    ...names,
    edits,
    components: page.components,
    partialText: (partial, given) => partialText(partial, given, page, above),
  });
  return edits.apply();
}

/** Markdown of a partial with what the page gives it. */
async function partialText(
  partial: MdxPartial,
  props: Readonly<Record<string, unknown>>,
  page: MdxPage,
  above: readonly string[],
): Promise<string> {
  const { path, text: source } = partial;
  if (!page.report.takes({ path, characters: source.length }, above)) return '';
  const body = await page.prepare(splitFrontMatter(source).body, path);
  const text = await markdownOfMdx(body, page, [...above, path], props);
  return text.replace(/^\n+|\n+$/g, '');
}

/** `{#anchor}` behind a heading is no expression. */
function withEscapedAnchors(source: string): string {
  if (!source.includes('{#')) return source;
  return scanLines(source)
    .map(({ text, inCode }) =>
      inCode || !text.startsWith('#') ? text : text.replace(/(?<!\\)\{#(?=[^}]*\}\s*$)/, '\\{#'),
    )
    .join('\n');
}

function withoutModuleLines(source: string): string {
  return scanLines(source)
    .filter(
      ({ text, inCode }) =>
        inCode || !/^(?:import\s.*(?:\sfrom\s|['"])|export\s+(?:const|default|let|function|\{))/.test(text),
    )
    .map(({ text }) => text)
    .join('\n');
}
