/** Addresses that come with a request and that somebody is sent on to: on this site only. */

/**
 * Path, parameters and fragment as a browser reads them, without `.` and `..`: behind these a second slash can hide,
 * which makes a host of the path (`/.//evil.example`). The front page, if it leads elsewhere or nowhere.
 */
export function siteAddress(value: unknown): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])[^\s\\]*$/.test(value)) return '/';
  const { pathname, search, hash } = new URL(value, 'http://site');
  return pathname.startsWith('//') ? '/' : `${pathname}${search}${hash}`;
}
