/** The table of contents: the outline of the whole document, and every section of the part that is open. */
import type { JSX } from 'preact';
import type { DocumentPart } from './document-parts.js';
import type { DocumentData, SectionData } from './operations/document-contents.js';
import { chunkAnchor, inContext } from './page-name.js';

interface ContentsListProps {
  readonly document: DocumentData;
  readonly parts: readonly DocumentPart[];
  readonly part: DocumentPart;
}

/** Entries outside the open part; beyond it only the upper levels are shown. */
const outlineLimit = 150;

export function ContentsList({ document, parts, part: open }: ContentsListProps): JSX.Element {
  const depth = outlineDepth(document.sections);
  return (
    <ol class="outline">
      {parts.flatMap((part) =>
        part.sections
          .filter((section, index) => part === open || section.depth <= depth || index === 0)
          .map((section) => (
            <li class={`level-${String(Math.min(4, section.depth))}`}>
              <SectionLink section={section} document={document} isOpen={part === open} />
            </li>
          )),
      )}
    </ol>
  );
}

/** The deepest level at which the outline still has no more entries than the limit. */
function outlineDepth(sections: readonly SectionData[]): number {
  const fits = [3, 2, 1].find((depth) => sections.filter((section) => section.depth <= depth).length <= outlineLimit);
  return fits ?? 0;
}

interface SectionLinkProps {
  readonly section: SectionData;
  readonly document: DocumentData;
  readonly isOpen: boolean;
}

function SectionLink({ section, document, isOpen }: SectionLinkProps): JSX.Element {
  const { firstChunk, heading, pageLabel } = section;
  if (firstChunk === null) return <span>{heading}</span>;
  const link = isOpen
    ? `#${encodeURIComponent(chunkAnchor(firstChunk.key))}`
    : inContext(document.permalink, firstChunk.key);
  return (
    <a href={link}>
      {heading}
      {pageLabel !== null && <small> {pageLabel}</small>}
    </a>
  );
}
