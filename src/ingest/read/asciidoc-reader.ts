/** Reader for AsciiDoc: Asciidoctor makes HTML of it, which is read like any other. */
import {
  IncludeProcessor,
  load,
  LoggerManager,
  NullLogger,
  Registry,
  type PreprocessorReader,
} from '@asciidoctor/core';
import { messageOf } from '../../errors.js';
import { decodeText } from './decode.js';
import { titleFromName } from './file-title.js';
import { languageTag } from './html/page-facts.js';
import { readMarkup } from './html/read-page.js';
import { besideOrAbove } from './include-paths.js';
import { pickedLines } from './included-lines.js';
import type { PageReader, ReadFile } from './page-reader.js';
import type { ReadContext } from './read-context.js';
import { statedFacts } from './stated-facts.js';

/** Files in files in files: deeper nesting is a circle. */
const MAX_DEPTH = 16;
const MAX_INCLUDES = 500;

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
  const missing: string[] = [];
  const document = await load(text, {
    safe: 'secure',
    standalone: false,
    extension_registry: includesFrom(context, missing),
    attributes: {
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
  const { sections, blocks } = readMarkup(await document.convert());
  const frontMatter: Record<string, string> = {};
  for (const [attribute, field] of HEADER) {
    const value: unknown = document.getAttribute(attribute);
    const isDefault = attribute === 'doctype' && (value === 'article' || value === 'book');
    if (typeof value === 'string' && value !== '' && !isDefault) frontMatter[field] ??= value;
  }
  const { lang, ...others } = frontMatter;
  const language = languageTag(lang);
  const title = sections.find(({ depth }) => depth === 1)?.heading ?? sections[0]?.heading ?? titleFromName(name);
  const places = [...new Set(missing)];
  return {
    title,
    ...statedFacts(others),
    ...(language !== undefined && { language }),
    frontMatter,
    warnings: [...warnings, ...places.map((place) => `includes ${place}, which the source does not hold`)],
    pages: [],
    sections,
    blocks,
  };
}

/** Every include is answered here, from below the source's root; Asciidoctor itself reads no file. */
function includesFrom(context: ReadContext, missing: string[]): Registry {
  const registry = new Registry();
  let count = 0;
  class SourceIncludes extends IncludeProcessor {
    override handles(): boolean {
      return true;
    }

    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- Asciidoctor waits for it; its types do not say so
    override async process(
      _document: unknown,
      reader: PreprocessorReader,
      target: string,
      attributes: Record<string, string>,
    ): Promise<void> {
      count += 1;
      if (count > MAX_INCLUDES || reader.includeDepth > MAX_DEPTH) return;
      const from = typeof reader.path === 'string' && reader.includeDepth > 0 ? reader.path : context.path;
      const found = await context.find(besideOrAbove(target, from));
      if (found === undefined) {
        if (attributes['opts'] !== 'optional' && !('optional-option' in attributes)) missing.push(target);
        return;
      }
      const lines = decodeText(found.bytes, target).text.split('\n');
      reader.pushInclude(chosen(lines, attributes), found.path, found.path, 1, attributes);
    }
  }
  registry.includeProcessor(new SourceIncludes());
  return registry;
}

const TAG = /\b(tag|end)::(\S+?)\[\](?=$|\s|-->|\*\/)/;

/** `lines=1..3;7` or `tags=a;b`; lines that only mark tags are left out in any case. */
function chosen(lines: readonly string[], attributes: Record<string, string>): string[] {
  const { lines: ranges } = attributes;
  if (ranges !== undefined)
    return pickedLines(
      lines,
      ranges
        .replace(/\.\./g, '-')
        .replace(/;/g, ',')
        .replace(/-1\b(?=$|,)/, ''),
    );
  const named = (attributes['tags'] ?? attributes['tag'] ?? '').split(/[;,]/).filter((tag) => tag !== '');
  const wanted = new Set(named);
  const open: string[] = [];
  return lines.filter((line) => {
    const mark = TAG.exec(line);
    if (mark === null) return wanted.size === 0 || wanted.has('**') || open.some((tag) => wanted.has(tag));
    if (mark[1] === 'tag') open.push(mark[2] ?? '');
    else open.splice(open.lastIndexOf(mark[2] ?? ''), 1);
    return false;
  });
}
