/** Versions as a line of links. */
import type { JSX } from 'preact';
import { compareInOrder } from './compare-link.js';
import type { Named, Occurrence, Place, VersionName } from './operations/names.js';

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

interface AlsoAtProps {
  readonly places: { readonly totalCount: number; readonly nodes: readonly Place[] };
}

/** Documents of the same version with the same text, each leading to it there. */
export function AlsoAt({ places: { nodes, totalCount } }: AlsoAtProps): JSX.Element {
  return (
    <>
      {nodes.map(({ chunk }, index) => (
        <>
          {index > 0 && ', '}
          <a href={chunk.permalink}>{chunk.document.title}</a>
        </>
      ))}
      {totalCount > nodes.length && ` and ${String(totalCount - nodes.length)} more`}
    </>
  );
}

interface ChangedInProps {
  readonly occurrences: readonly Occurrence[];
  readonly chunk: { readonly key: string; readonly version: VersionName; readonly product: Named };
}

/** The other versions that say it in other words, each leading to it there and to a comparison. */
export function ChangedIn({ occurrences, chunk }: ChangedInProps): JSX.Element {
  const { key, version, product } = chunk;
  return (
    <>
      {occurrences.slice(0, shown).map((other, index) => (
        <>
          {index > 0 && ', '}
          <a href={other.chunk.permalink}>{other.version.label}</a> (
          <a href={compareInOrder(product.slug, other.version, version, { section: key })}>
            compare<span class="hidden"> with {other.version.label}</span>
          </a>
          )
        </>
      ))}
      {occurrences.length > shown && ` and ${String(occurrences.length - shown)} more`}
    </>
  );
}

interface CompareWithProps {
  readonly product: string;
  readonly version: VersionName;
  /** All versions, its own too, in order of age. */
  readonly versions: readonly VersionName[];
  readonly document: string;
  /** Key of a chunk, to compare its section only. */
  readonly section?: string;
}

/** Comparisons with the versions right before and after one. */
export function CompareWith({ product, version, versions, document, section }: CompareWithProps): JSX.Element | null {
  const at = versions.findIndex(({ slug }) => slug === version.slug);
  const others = at === -1 ? [] : [versions[at - 1], versions[at + 1]].filter((other) => other !== undefined);
  if (others.length === 0) return null;
  return (
    <>
      {others.map((other, index) => (
        <>
          {index > 0 && ', '}
          <a href={compareInOrder(product, other, version, section === undefined ? { document } : { section })}>
            {other.label}
          </a>
        </>
      ))}
    </>
  );
}
