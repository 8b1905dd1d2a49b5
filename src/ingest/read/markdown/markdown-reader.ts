/** Readers for Markdown and MDX, in the dialects of the sites that they are written for. */
import { withoutAttributeLists } from './attribute-lists.js';
import { plainCallOuts } from './call-outs.js';
import { countWarning } from '../parts/count-warning.js';
import { decodeText } from '../parts/decode.js';
import { createIncludeReport, expandIncludes } from './expand-includes.js';
import { titleFromName } from '../parts/file-title.js';
import { splitFrontMatter, textField, type FrontMatter } from '../parts/front-matter.js';
import { readHeading } from './heading-text.js';
import { plainShortcodes } from './hugo-shortcodes.js';
import { leadBlock, leadText } from './lead-paragraph.js';
import { plainLearnMarks } from './learn-marks.js';
import { plainLiquid } from './liquid-tags.js';
import { markdownBlocks } from './markdown-blocks.js';
import { isMdxText } from '../mdx/mdx-in-markdown.js';
import { markdownOfMdx } from '../mdx/mdx-to-markdown.js';
import { plainMyst } from './myst-marks.js';
import { takePageMarks } from '../parts/page-marks.js';
import type { PageReader, ReadFile } from '../page-reader.js';
import { pagesOf } from '../parts/page-spans.js';
import type { ReadContext } from '../read-context.js';
import { slugsOf } from '../parts/site-slugs.js';
import { isJekyll, withSiteVariables } from './site-variables.js';
import { statedFacts } from '../parts/stated-facts.js';

export const markdownReader: PageReader = {
  read: (bytes, name, context) => readMarkdown(bytes, name, context, false),
};

export const mdxReader: PageReader = {
  read: (bytes, name, context) => readMarkdown(bytes, name, context, true),
};

async function readMarkdown(
  bytes: Uint8Array,
  name: string,
  context: ReadContext,
  isNamedMdx: boolean,
): Promise<ReadFile> {
  const { text, guessedCharset } = decodeText(bytes, name);
  const { frontMatter, body, warning } = splitFrontMatter(text);
  const isMdx = isNamedMdx || (await isMdxText(body, context));
  const dialect = createDialect(frontMatter, context, isMdx);
  const prepared = await dialect.prepare(body, context.path);
  const markdown = isMdx
    ? await dialect.withoutMdx(prepared)
    : withoutAttributeLists(plainLearnMarks(plainMyst(prepared)));
  const unmarked = takePageMarks(plainCallOuts(markdown));
  const { sections, blocks } = markdownBlocks(unmarked.text, unmarked.pages, await slugsOf(isMdx, body, context));
  const lead = unmarked.pages.length > 0 ? undefined : leadText(frontMatter, body);
  const leading = lead === undefined ? [] : [leadBlock(await dialect.prepare(lead, context.path), sections, blocks)];
  const given = textField(frontMatter, 'title', 'Title');
  const title = given === undefined ? undefined : readHeading(await dialect.prepare(given, context.path)).text;
  return {
    title: title ?? sections.find(({ depth }) => depth === 1)?.heading ?? titleFromName(name),
    ...statedFacts(frontMatter),
    frontMatter,
    warnings: [
      ...(guessedCharset === undefined ? [] : [`is not UTF-8 and was read as ${guessedCharset}`]),
      ...(warning === undefined ? [] : [warning]),
      ...dialect.warnings(),
    ],
    pages: pagesOf(unmarked.pages, unmarked.text),
    sections,
    blocks: [...leading, ...blocks],
  };
}

/** Everything that stands between a file's text and plain Markdown; keeps count of what it did not understand. */
function createDialect(frontMatter: FrontMatter, context: ReadContext, isMdx: boolean) {
  const report = createIncludeReport();
  const components = new Map<string, number>();
  const variables = new Map<string, number>();
  const shortcodes = new Map<string, number>();
  const tags = new Map<string, number>();

  async function prepare(text: string, path: string): Promise<string> {
    const whole = await expandIncludes(text, path, { context, report });
    const plain = plainShortcodes(whole);
    const liquid = isMdx ? undefined : plainLiquid(plain.text, await isJekyll(frontMatter, context));
    const { text: result, unknown } = await withSiteVariables(liquid?.text ?? plain.text, {
      frontMatter,
      context,
      paired: plain.paired,
      isMdx,
    });
    add(variables, unknown);
    add(shortcodes, plain.unknown);
    if (liquid !== undefined) add(tags, liquid.unknown);
    return result;
  }

  return {
    prepare,
    withoutMdx: (text: string) => markdownOfMdx(text, { context, report, components, prepare }, [context.path]),
    warnings: (): string[] => [
      ...report.warnings,
      ...countWarning(report.remote, 'includes from other addresses were left out'),
      ...countWarning(variables, 'variables without a value were left as they stand'),
      ...countWarning(shortcodes, 'shortcodes were left as they stand'),
      ...countWarning(tags, 'tags were left as they stand'),
      ...countWarning(components, 'components without text of their own were left out'),
    ],
  };
}

function add(counts: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [name, count] of more) counts.set(name, (counts.get(name) ?? 0) + count);
}
