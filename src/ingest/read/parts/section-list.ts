/** Collects headings into the flat list of sections that a file's contents are made of. */
import type { ReadSection } from '../page-reader.js';
import { githubSlugs, type HeadingSlugs } from './site-slugs.js';

export interface SectionList {
  readonly sections: readonly ReadSection[];
  /** Place of the section that is being read; null before the first heading. */
  current(): number | null;
  add(heading: { depth: number; text: string; anchor?: string }, page: number | undefined): void;
}

export function createSectionList(slugs: HeadingSlugs = githubSlugs): SectionList {
  const sections: ReadSection[] = [];
  const open: number[] = [];
  const anchors = new Set<string>();
  /** The number that an anchor which is taken is tried with next: all below are taken too. */
  const numbers = new Map<string, number>();

  function freeAnchor(wanted: string): string {
    const base = wanted === '' ? 'section' : wanted;
    let anchor = base;
    let count = numbers.get(base) ?? 1;
    for (; anchors.has(anchor); count += 1) anchor = `${base}${slugs.joiner}${String(count)}`;
    numbers.set(base, count);
    anchors.add(anchor);
    return anchor;
  }

  return {
    sections,
    current: () => (sections.length === 0 ? null : sections.length - 1),
    add({ depth, text, anchor }, page) {
      while (open.length > 0 && (sections[open.at(-1) ?? 0]?.depth ?? 0) >= depth) open.pop();
      const section = {
        depth,
        heading: text,
        anchor: freeAnchor(anchor ?? slugs.slug(text)),
        parent: open.at(-1) ?? null,
      };
      open.push(sections.length);
      sections.push(page === undefined ? section : { ...section, page });
    },
  };
}
