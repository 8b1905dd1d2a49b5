/** Addresses of comparisons: the state of the page is in its address. */
import type { VersionName } from './operations/names.js';

export interface CompareState {
  /** Slug of a document. */
  readonly document?: string | undefined;
  /** Key of a chunk, anchor or heading. */
  readonly section?: string | undefined;
  readonly topic?: string | undefined;
  /** Sections that did not change, too. */
  readonly all?: boolean | undefined;
  readonly view?: 'inline' | 'split' | undefined;
  /** A list of names instead of sections. */
  readonly names?: string | undefined;
  readonly after?: string | undefined;
}

/** @param from and `to` slugs or labels. */
export function compareLink(product: string, from: string, to: string, state: CompareState = {}): string {
  const parameters = new URLSearchParams();
  for (const name of ['section', 'topic', 'view', 'names', 'after'] as const) {
    const value = state[name];
    if (value !== undefined) parameters.set(name, value);
  }
  if (state.all === true) parameters.set('show', 'all');
  const document = state.document === undefined ? '' : `/${encodeURIComponent(state.document)}`;
  const query = parameters.size === 0 ? '' : `?${parameters.toString()}`;
  return `/compare/${encodeURIComponent(product)}/${encodeURIComponent(from)}..${encodeURIComponent(to)}${document}${query}`;
}

const collator = new Intl.Collator('en', { numeric: true });

/** The same, from the older of two versions to the newer one as their labels read. */
export function compareInOrder(product: string, a: VersionName, b: VersionName, state: CompareState = {}): string {
  const bare = ({ label }: VersionName): string => label.replace(/^v(?=\d)/i, '');
  const [from, to] = collator.compare(bare(a), bare(b)) > 0 ? [b, a] : [a, b];
  return compareLink(product, from.slug, to.slug, state);
}
