/** Where a Docusaurus site keeps the versions of its documentation. */

export interface SiteVersion {
  /** Names the instance where a site has several: `cli` of `cli_versioned_docs`. */
  readonly instance?: string;
  readonly label: string;
  /** What is not released yet: the folder that the next version is cut from. */
  readonly preview: boolean;
  /** Parts of the path down to the version's folder. */
  readonly depth: number;
}

const VERSIONED = /^(?:(.+)_)?versioned_docs$/;

/** The version that a path below the site's root belongs to: `versioned_docs/version-2.1/…`. */
export function siteVersionOf(parts: readonly string[]): SiteVersion | undefined {
  const [top = '', folder = ''] = parts;
  const versioned = VERSIONED.exec(top);
  if (versioned === null || parts.length < 3 || !folder.startsWith('version-')) return undefined;
  const instance = versioned[1];
  return {
    ...(instance !== undefined && { instance }),
    label: folder.slice('version-'.length),
    preview: false,
    depth: 2,
  };
}

/** Beside versions, `docs` is what comes next. */
export function unreleasedOf(parts: readonly string[]): SiteVersion | undefined {
  return parts[0] === 'docs' && parts.length > 1 ? { label: 'next', preview: true, depth: 1 } : undefined;
}
