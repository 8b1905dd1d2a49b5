/**
 * What a rule pins, hides or boosts, by its place: `product/document`, `product/document/file`, `product/document#section` or
 * `product/document/file#section`. Versions are left out: the same place is meant in whichever version answers. Chunks are no
 * targets, because they change when a document is cut anew.
 */
export interface RuleTarget {
  readonly product: string;
  readonly document: string;
  /** Stem of a file. */
  readonly file: string | null;
  /** Anchor of a section. */
  readonly section: string | null;
}

const longest = 500;
const form = /^([^/#\s]+)\/([^/#\s]+)(?:\/([^#]+))?(?:#(\S+))?$/u;

/** Null if it is none. */
export function parseRuleTarget(path: string): RuleTarget | null {
  const [, product, document, file, section] = form.exec(path) ?? [];
  if (product === undefined || document === undefined || path.length > longest) return null;
  return { product, document, file: file ?? null, section: section ?? null };
}
