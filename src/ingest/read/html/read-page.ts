/** From HTML text to sections and blocks; whatever produced the HTML. */
import type { Root } from 'hast';
import { titleFromName } from '../parts/file-title.js';
import { htmlToText } from '../parts/html-text.js';
import type { ReadBlock, ReadFile } from '../page-reader.js';
import { findElement, plainText } from './elements.js';
import { htmlSections, type HtmlSections } from './html-sections.js';
import { mainContent } from './main-content.js';
import { pageFacts, pageName } from './page-facts.js';
import { removeFurniture, removeUnseen } from './page-furniture.js';
import { parseHtml } from './parse-html.js';

/** @param name of the file, in case that the page has no title. */
export function readPage(html: string, name: string): ReadFile {
  const root = parseHtml(html);
  if (root === undefined) return unstructured(html, name);
  const facts = pageFacts(root);
  removeUnseen(root);
  removeFurniture(root);
  const read = htmlSections(mainContent(root));
  // What seems to be furniture throughout is a page of links: they are what it says.
  const { sections, blocks } = read.blocks.length > 0 ? read : linksOf(html);
  const title =
    sections.find(({ depth }) => depth === 1)?.heading ??
    headingOutside(root) ??
    (facts.title === undefined ? undefined : pageName(facts.title, facts.siteName)) ??
    sections[0]?.heading ??
    titleFromName(name);
  return {
    title,
    ...(facts.language !== undefined && { language: facts.language }),
    frontMatter: facts.meta,
    warnings: [],
    pages: [],
    sections,
    blocks,
  };
}

/** Of HTML that a converter made: all of it is text. */
export function readMarkup(html: string): HtmlSections {
  const root = parseHtml(html);
  if (root === undefined) return unstructured(html, '');
  removeUnseen(root);
  return htmlSections(findElement(root, ({ tagName }) => tagName === 'body') ?? root);
}

function linksOf(html: string): HtmlSections {
  const root = parseHtml(html) ?? { type: 'root' as const, children: [] };
  removeUnseen(root);
  removeFurniture(root, { links: true });
  return htmlSections(mainContent(root));
}

/** Generators with a title block of its own put the first heading there. */
function headingOutside(root: Root): string | undefined {
  const found = findElement(root, ({ tagName }) => tagName === 'h1');
  const text = found === undefined ? '' : plainText(found);
  return text === '' || text.length > 200 ? undefined : text;
}

function unstructured(html: string, name: string): ReadFile {
  const blocks = htmlToText(html)
    .split(/\n{2,}/)
    .map((text): ReadBlock => ({ kind: 'paragraph', text: text.replace(/</g, '\\<').trim(), section: null }))
    .filter(({ text }) => text !== '');
  return {
    title: titleFromName(name),
    frontMatter: {},
    warnings: ['opens more elements than a page can have; its text was read without structure'],
    pages: [],
    sections: [],
    blocks,
  };
}
