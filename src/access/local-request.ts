/** Tells whether an HTTP request comes from a program or page on this machine, and through nobody else. */
import type { IncomingHttpHeaders } from 'node:http';

export interface LocalRequestOptions {
  /** Where the service listens. */
  readonly host: string;
  readonly publicUrl?: string;
}

/** `localhost`, `127.x.x.x`, `::1`; with or without brackets. */
export function isLoopback(name: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(name);
}

/** Headers that proxies and tunnels add; their presence means that the caller may be anywhere. */
const proxyHeaders = [
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'cf-ray',
  'fastly-client-ip',
  'fly-client-ip',
  'x-original-forwarded-for',
  'x-envoy-external-address',
];

function isProxied(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => name.startsWith('x-forwarded') || proxyHeaders.includes(name));
}

/**
 * Whether a page of this service sends the request, or no page at all: browsers say whose page asks (Fetch Metadata, Origin),
 * other programs do not.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicUrl?: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === headers.host || (publicUrl !== undefined && host === new URL(publicUrl).host);
}

/**
 * Why a request does not count as one of this machine; null when it does. Besides listening on loopback only, the request
 * must name a loopback host (a page that rebinds its own name to this machine does not), come from no page but those of
 * this very address, port included, and bear no sign of a proxy. A proxy that removes every sign of itself can't be told.
 */
export function whyNotLocal(
  headers: IncomingHttpHeaders,
  { host, publicUrl }: LocalRequestOptions,
): 'REACHABLE' | 'ELSEWHERE' | null {
  if (!isLoopback(host)) return 'REACHABLE';
  if (publicUrl !== undefined && !isLoopback(new URL(publicUrl).hostname)) return 'REACHABLE';
  const named = `http://${headers.host ?? ''}`;
  if (!URL.canParse(named) || !isLoopback(new URL(named).hostname)) return 'ELSEWHERE';
  return isProxied(headers) || !isSameOrigin(headers) ? 'ELSEWHERE' : null;
}
