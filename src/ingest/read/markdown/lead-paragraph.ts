/**
 * What a file's front matter says the file is about. Authors write it for lists and search engines, in the words that a
 * reader would ask with; sites show it above the text or in their lists, so it is read as the first paragraph.
 */
import { textField, type FrontMatter } from '../parts/front-matter.js';
import type { ReadBlock, ReadSection } from '../page-reader.js';

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The description on one line; undefined if there is none, or none that the text does not hold already. */
export function leadText(frontMatter: FrontMatter, markdown: string): string | undefined {
  const lead = plain(textField(frontMatter, 'description', 'summary', 'abstract') ?? '');
  return lead === '' || plain(markdown).includes(lead) ? undefined : lead;
}

/** Under the top heading if the file begins with one, else before the first heading. */
export function leadBlock(text: string, sections: readonly ReadSection[], blocks: readonly ReadBlock[]): ReadBlock {
  const beginsWithTitle = sections[0]?.depth === 1 && blocks[0]?.section !== null;
  return { kind: 'paragraph', text, section: beginsWithTitle ? 0 : null };
}
