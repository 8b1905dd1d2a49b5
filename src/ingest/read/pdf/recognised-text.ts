/** Puts text that was recognised on pages without a text layer where those pages are. */
import type { ReadBlock } from '../page-reader.js';
import type { PdfContent } from './pdf-process.js';

/** Blocks of recognised pages belong to the section that was open there. */
export function withRecognisedText(content: PdfContent, texts: ReadonlyMap<number, string>): PdfContent {
  if (texts.size === 0) return content;
  const pages = content.pages.map((page) => {
    const text = texts.get(page.index);
    return text === undefined ? page : { ...page, text, quality: 'RECOGNISED' as const };
  });
  const blocks: ReadBlock[] = content.blocks.filter((block) => !texts.has(block.firstPage ?? 0));
  for (const [page, text] of texts) {
    const place = blocks.findIndex((block) => (block.firstPage ?? 0) > page);
    const section = content.sections.findLastIndex((candidate) => (candidate.page ?? Infinity) < page);
    const recognised = text.split(/\n\s*\n/).flatMap((paragraph): ReadBlock[] => {
      const written = paragraph.replace(/[ \t]*\n[ \t]*/g, ' ').trim();
      if (written === '') return [];
      return [
        { kind: 'paragraph', text: written, section: section === -1 ? null : section, firstPage: page, lastPage: page },
      ];
    });
    blocks.splice(place === -1 ? blocks.length : place, 0, ...recognised);
  }
  return { ...content, pages, blocks };
}
