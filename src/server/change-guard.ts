/**
 * Who may change anything: there are no accounts, so it is whoever is on the same machine, and nobody else unless a
 * setting says so. The one guard for mutations and uploads.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { ForbiddenError } from '../errors.js';

export interface ChangeGuardOptions {
  /** Where the service listens. */
  readonly host: string;
  readonly publicUrl?: string;
  readonly allowRemoteChanges: boolean;
}

export interface ChangeGuard {
  /** @throws ForbiddenError saying which setting allows it. */
  check(headers: IncomingHttpHeaders): void;
}

/** `localhost`, `127.x.x.x`, `::1`; with or without brackets. */
function isLoopback(name: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(name);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

const remedy = 'Set ALLOW_REMOTE_CHANGES=true if everybody who reaches this service may, or use the command line.';

/**
 * Besides listening on loopback only, a request must carry a loopback name as its host (a page that rebinds its own name
 * to this machine does not), come from no other site's page, and through no proxy.
 */
export function createChangeGuard({ host, publicUrl, allowRemoteChanges }: ChangeGuardOptions): ChangeGuard {
  const isLocal = isLoopback(host) && (publicUrl === undefined || isLoopback(hostOf(publicUrl)));
  return {
    check(headers) {
      if (allowRemoteChanges) return;
      if (!isLocal) {
        throw new ForbiddenError(
          `Nothing can be changed here, because this service can be reached from elsewhere. ${remedy}`,
        );
      }
      const isProxied = headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined;
      const { host: named = '', origin } = headers;
      const isForeign = origin !== undefined && !isLoopback(hostOf(origin));
      if (isProxied || isForeign || !isLoopback(hostOf(`http://${named}`))) {
        throw new ForbiddenError(`Only callers on this machine may change anything. ${remedy}`);
      }
    },
  };
}
