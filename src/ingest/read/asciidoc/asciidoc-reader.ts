/** Reader for AsciiDoc: Asciidoctor makes HTML of it, which is read like any other. */
import { load, LoggerManager, NullLogger, Registry } from '@asciidoctor/core';
import { messageOf } from '../../../errors.js';
import { withBoundedQuotes } from './bounded-quotes.js';
import { withBoundedTables } from './bounded-tables.js';
import { antoraComponent } from './antora.js';
import { withPageTitles } from './page-titles.js';
import { INTERFACE_MACRO, sourceIncludes } from './source-includes.js';
import { TabsBlock } from './tabs-block.js';
import { countWarning } from '../parts/count-warning.js';
import { decodeText } from '../parts/decode.js';
import { titleFromName } from '../parts/file-title.js';
import { languageTag } from '../html/page-facts.js';
import { htmlToText } from '../parts/html-text.js';
import { readMarkup } from '../html/read-page.js';
import type { PageReader, ReadFile } from '../page-reader.js';
import type { ReadContext } from '../read-context.js';
import { statedFacts } from '../parts/stated-facts.js';

/** Facts of the document header, and the names that front matter has for them. */
const HEADER: readonly (readonly [attribute: string, field: string])[] = [
  ...['author', 'description', 'keywords', 'revnumber', 'product', 'version', 'kind', 'doctype'].map(
    (name) => [name, name] as const,
  ),
  ['revdate', 'date'],
  ['release-date', 'release-date'],
  ['lang', 'lang'],
  ['page-product-version', 'version'],
];

// What Asciidoctor has to say goes to stderr otherwise.
LoggerManager.setLogger(new NullLogger());

export const asciidocReader: PageReader = {
  async read(bytes, name, context) {
    const { text, guessedCharset } = decodeText(bytes, name);
    const warnings = guessedCharset === undefined ? [] : [`is not UTF-8 and was read as ${guessedCharset}`];
    try {
      return await readDocument(text, name, context, warnings);
    } catch (error) {
      warnings.push(`is not AsciiDoc that can be understood and was read as text: ${messageOf(error)}`);
      const blocks = text
        .split(/\n{2,}/)
        .filter((part) => part.trim() !== '')
        .map((part) => ({ kind: 'code' as const, text: `~~~~\n${part}\n~~~~`, section: null }));
      return { title: titleFromName(name), frontMatter: {}, warnings, pages: [], sections: [], blocks };
    }
  },
};

async function readDocument(text: string, name: string, context: ReadContext, warnings: string[]): Promise<ReadFile> {
  const includeWarnings = new Set<string>();
  const component = await antoraComponent(context);
  const registry = new Registry();
  registry.includeProcessor(sourceIncludes(context, component?.name, includeWarnings));
  registry.block(new TabsBlock());
  const document = await load(withBoundedQuotes(withBoundedTables(text)), {
    safe: 'secure',
    standalone: false,
    extension_registry: registry,
    attributes: {
      ...(INTERFACE_MACRO.test(text) && { experimental: '' }),
      ...component?.attributes,
      showtitle: '',
      'toc!': '',
      'sectnums!': '',
      'sectanchors!': '',
      'sectlinks!': '',
      'icons!': '',
      'source-highlighter!': '',
      'attribute-missing': 'skip',
      outfilesuffix: '.adoc',
    },
  });
  const html = await withPageTitles(await document.convert(), document, context, component?.name);
  const { sections, blocks } = readMarkup(html);
  const frontMatter: Record<string, string> = {};
  for (const [attribute, field] of HEADER) {
    const value: unknown = document.getAttribute(attribute);
    const isDefault = attribute === 'doctype' && (value === 'article' || value === 'book');
    // What the component says is true of all its pages, and no fact of this one.
    const isShared = value === component?.attributes[attribute];
    if (typeof value === 'string' && value !== '' && !isDefault && !isShared) frontMatter[field] ??= htmlToText(value);
  }
  const { lang, ...others } = frontMatter;
  const language = languageTag(lang);
  const title = sections.find(({ depth }) => depth === 1)?.heading ?? sections[0]?.heading ?? titleFromName(name);
  return {
    title,
    ...statedFacts(others),
    ...(language !== undefined && { language }),
    frontMatter,
    warnings: [
      ...warnings,
      ...includeWarnings,
      ...countWarning(leftReferences(html), 'attributes without a value were left as they stand'),
    ],
    pages: [],
    sections,
    blocks,
  };
}

/** References in running text; in code, braces are the code's own. */
function leftReferences(html: string): Map<string, number> {
  const counts = new Map<string, number>();
  const prose = html.replace(/<(pre|code)\b[\s\S]*?<\/\1>/g, '');
  for (const [, name = ''] of prose.matchAll(/(?<![$\w{])\{([a-z][\w-]*)\}(?!\})/g))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
