/** Addresses that come with a request and that somebody is sent on to: on this site only. */

/** The front page, if it leads elsewhere or nowhere. */
export function siteAddress(value: unknown): string {
  return typeof value === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(value) ? value : '/';
}
