/** Cuts a long document into parts that are read one at a time, where its own sections begin. */
import type { SectionData } from './operations/document-contents.js';

/** Sections that make one part, more or less. A section has one or a few chunks. */
const sectionsPerPart = 24;

export interface DocumentPart {
  /** 1-based. */
  readonly number: number;
  /** Heading that the part begins with; undefined for a part without any heading. */
  readonly title: string | undefined;
  /** Key of its first chunk; undefined means the beginning of the document. */
  readonly start: string | undefined;
  readonly sections: readonly SectionData[];
}

/**
 * A part ends where the next file begins if that file would not fit, else at the highest heading near the limit. The parts
 * hold all sections in reading order, and there is always at least one.
 */
export function planParts(sections: readonly SectionData[]): DocumentPart[] {
  const groups: SectionData[][] = [];
  let rest = [...sections];
  while (rest.length > 0) {
    const length = partLength(rest);
    groups.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  if (groups.length === 0) return [{ number: 1, title: undefined, start: undefined, sections: [] }];
  return groups.map((group, index) => ({
    number: index + 1,
    title: group[0]?.heading,
    start: index === 0 ? undefined : group.find(({ firstChunk }) => firstChunk !== null)?.firstChunk?.key,
    sections: group,
  }));
}

function partLength(sections: readonly SectionData[]): number {
  if (sections.length <= sectionsPerPart * 1.5) return sections.length;
  const candidates = sections.slice(1, sectionsPerPart + 1).map((section, index) => ({
    length: index + 1,
    rank: section.file.name !== sections[index]?.file.name ? 0 : section.depth,
    starts: section.firstChunk !== null,
  }));
  const useful = candidates.filter(({ length, starts }) => starts && length >= sectionsPerPart / 4);
  const highest = Math.min(...useful.map(({ rank }) => rank));
  return useful.findLast(({ rank }) => rank === highest)?.length ?? sectionsPerPart;
}

/** The part that a section belongs to; the first one when it is in none. */
export function partOfSection(parts: readonly DocumentPart[], sectionId: string | undefined): DocumentPart | undefined {
  return parts.find(({ sections }) => sections.some(({ id }) => id === sectionId)) ?? parts[0];
}
