/** Addresses of reading pages, relative to the site. */

/** @param key chunk key. */
export function chunkPermalink(key: string): string {
  return `/c/${encodeURIComponent(key)}`;
}

export function productPermalink(slug: string): string {
  return `/?product=${encodeURIComponent(slug)}`;
}

/** @param path slugs of product, version and document. */
export function documentPermalink(path: readonly string[]): string {
  return `/d/${path.map(encodeURIComponent).join('/')}`;
}

/**
 * @param path slugs of product, version and document.
 * @param key of the first chunk of the section; null if it has none.
 */
export function sectionPermalink(path: readonly string[], key: string | null): string {
  const document = documentPermalink(path);
  return key === null ? document : `${document}?at=${encodeURIComponent(key)}`;
}

/** The reverse: product, version and document; with or without `/d/`. Null if it is no such path. */
export function documentNames(path: string): [product: string, version: string, document: string] | null {
  const parts = path.replace(/^\/(d\/)?/, '').split('/');
  const [product, version, document, ...more] = parts.map(decoded);
  return product && version && document && more.length === 0 ? [product, version, document] : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
