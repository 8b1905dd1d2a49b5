/** Versions as a line of links. */
import type { JSX } from 'preact';
import type { Occurrence } from './operations/names.js';

const shown = 8;

/** The other versions that hold the same text, each leading to it there. */
export function AlsoIn({ occurrences }: { readonly occurrences: readonly Occurrence[] }): JSX.Element | null {
  if (occurrences.length === 0) return null;
  return (
    <>
      {occurrences.slice(0, shown).map(({ version, chunk }, index) => (
        <>
          {index > 0 && ', '}
          <a href={chunk.permalink}>{version.label}</a>
        </>
      ))}
      {occurrences.length > shown && ` and ${String(occurrences.length - shown)} more`}
    </>
  );
}
