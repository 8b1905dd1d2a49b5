/** How pages, chunks and documents are called and addressed. */
import type { ChunkSummary, PageSpan } from './operations/names.js';

/** `Page 214`, `Pages xiv–xv`: the printed label where there is one, else the page's number in the file. */
export function pageName({ page, pageLabel, lastPage, lastPageLabel }: PageSpan): string | undefined {
  const first = pageLabel ?? page?.toString();
  const last = lastPageLabel ?? lastPage?.toString();
  if (first === undefined) return undefined;
  return last === undefined || last === first ? `Page ${first}` : `Pages ${first}–${last}`;
}

/** The name of a chunk's page: its page, else the heading it stands under, else its key. */
export function chunkTitle(chunk: ChunkSummary): string {
  return pageName(chunk) ?? chunk.headingPath.at(-1) ?? chunk.key;
}

/** Anchor of a chunk within its document: unique there, because a key ends with file stem and ordinal. */
export function chunkAnchor(key: string): string {
  return ['chunk', ...key.split('::').slice(-2)].join('-').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
}

/** Address of a chunk in its place in the document. */
export function inContext(documentPermalink: string, key: string): string {
  return `${documentPermalink}?at=${encodeURIComponent(key)}#${encodeURIComponent(chunkAnchor(key))}`;
}

export interface SearchState {
  readonly query: string;
  readonly product?: string;
  readonly version?: string;
  readonly after?: string;
}

/** Address of the search page in this state: everything it shows can be linked to. */
export function searchLink({ query, product, version, after }: SearchState): string {
  const parameters = new URLSearchParams();
  if (query !== '') parameters.set('q', query);
  if (product !== undefined) parameters.set('product', product);
  if (version !== undefined) parameters.set('version', version);
  if (after !== undefined) parameters.set('after', after);
  return parameters.size === 0 ? '/' : `/?${parameters.toString()}`;
}

/** `RELEASE_NOTES` as people write it. */
export function kindName(kind: string): string {
  const words = kind.toLowerCase().replaceAll('_', ' ').replace('cli', 'CLI').replace('api', 'API');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
