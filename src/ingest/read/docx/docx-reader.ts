/** Reader for Word documents: mammoth makes HTML of their styles, which is read like any other. */
import mammoth from 'mammoth';
import { FileUnreadableError, messageOf } from '../../../errors.js';
import { titleFromName } from '../parts/file-title.js';
import { languageTag } from '../html/page-facts.js';
import { readMarkup } from '../html/read-page.js';
import type { PageReader } from '../page-reader.js';
import { zipEntries } from './zip-entries.js';

/** Unpacked, in bytes: the XML of a manual of thousands of pages. Pictures are not unpacked. */
const MAX_XML = 100 * 1024 * 1024;

const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Code'] => pre:separator('\n')",
  "p[style-name='Source Code'] => pre:separator('\n')",
  "p[style-name='HTML Preformatted'] => pre:separator('\n')",
  "p[style-name='Macro Text'] => pre:separator('\n')",
  "r[style-name='HTML Code'] => code",
  "r[style-name='Verbatim Char'] => code",
  ...['Quote', 'Intense Quote'].map((name) => `p[style-name='${name}'] => blockquote > p:fresh`),
  // A table of contents repeats the headings.
  ...Array.from({ length: 9 }, (_, at) => `p[style-name='toc ${String(at + 1)}'] => !`),
  "p[style-name='TOC Heading'] => !",
];

export const docxReader: PageReader = {
  async read(bytes, name) {
    const properties = boundedProperties(bytes, name);
    const { value: html } = await mammoth
      .convertToHtml(
        { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
        { styleMap: STYLES, convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })) },
      )
      .catch((cause: unknown) => {
        throw new FileUnreadableError(
          `${name} is no Word document that can be read: ${messageOf(cause)}`,
          { name },
          { cause },
        );
      });
    const { sections, blocks } = readMarkup(html.replace(WORDS_OWN_ANCHOR, ''));
    const language = languageTag(properties['language']);
    return {
      title: sections.find(({ depth }) => depth === 1)?.heading ?? properties['title'] ?? titleFromName(name),
      ...(language !== undefined && { language }),
      frontMatter: properties,
      warnings: [],
      pages: [],
      sections,
      blocks,
    };
  },
};

/** Bookmarks that Word numbers itself; they change with each save. */
const WORDS_OWN_ANCHOR = /<a id="_(?:Toc|Ref|Hlk|GoBack)[^"]*"><\/a>/g;

const PROPERTY =
  /<(?:dc|cp|dcterms):(title|subject|creator|description|keywords|language|created|modified)\b[^>]*>([^<]{1,1000})<\//g;

/** @throws FileUnreadableError for what is no zip or unpacks to more than a manual can hold. */
function boundedProperties(bytes: Uint8Array, name: string): Readonly<Record<string, string>> {
  const entries = zipEntries(bytes, name);
  const properties: Record<string, string> = {};
  let left = MAX_XML;
  for (const entry of entries) {
    if (!/\.(?:xml|rels)$/i.test(entry.name)) continue;
    const content = entry.unpack(left);
    left -= content.length;
    if (entry.name !== 'docProps/core.xml') continue;
    for (const [, field = '', value = ''] of content.toString('utf8').matchAll(PROPERTY)) {
      properties[field] = decoded(value).trim();
    }
  }
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== ''));
}

function decoded(text: string): string {
  const known: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (whole, entity: string) => known[entity] ?? whole);
}
