/** Refuses requests for names that are not this service's: a web page can make its own name lead here (DNS rebinding). */
import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { isLoopback } from '../access/local-request.js';

export interface HostGuardOptions {
  /** Where the service listens. */
  readonly host: string;
  readonly publicUrl?: string;
}

/** Probes ask by the address of a container, and learn nothing that is not public. */
const probes = new Set(['/healthz', '/readyz']);

/** Names (no scheme, no port; IPv6 in brackets) that `Host` and `Origin` may carry. */
export function allowedHosts({ host, publicUrl }: HostGuardOptions): string[] {
  const names = ['localhost', '127.0.0.1', '[::1]', host];
  return publicUrl === undefined ? names : [...names, new URL(publicUrl).hostname];
}

function nameOf(host: string | undefined): string | null {
  const url = `http://${host ?? ''}`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}

/** No page can rebind a bare address, so that those are taken where other machines may ask at all. */
export function hostGuard(options: HostGuardOptions): RequestHandler {
  const names = new Set(allowedHosts(options).map((name) => name.toLowerCase()));
  const takesAddresses = !isLoopback(options.host);
  return (request, response, next) => {
    const name = nameOf(request.headers.host);
    const isAddress = name !== null && isIP(name.replace(/^\[|\]$/g, '')) !== 0;
    if (probes.has(request.path) || (name !== null && (names.has(name) || (takesAddresses && isAddress)))) {
      next();
      return;
    }
    const message = `This service does not answer to the name ${JSON.stringify(name ?? '')}. Set PUBLIC_URL to the address that it is reached by.`;
    response
      .status(421)
      .set('Cache-Control', 'no-store')
      .json({ errors: [{ message, extensions: { code: 'FORBIDDEN' } }] });
  };
}
