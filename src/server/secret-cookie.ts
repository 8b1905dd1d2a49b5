/** Cookies that hold a secret of one browser. Scripts can't read them, other sites can't have them sent with a change. */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { Response } from 'express';

export interface SecretCookie {
  read(request: Pick<IncomingMessage, 'headers'>): string | undefined;
  keep(response: Response, secret: string, expires: Date): void;
  drop(response: Response): void;
}

/**
 * @param baseUrl address of the service. Cookies know no ports: the name tells several services of one machine apart. Over
 * https the name begins with `__Host-`, by which browsers refuse it from anywhere but this very host.
 * @param purpose of another cookie than the one that keeps somebody signed in.
 */
export function createSecretCookie(baseUrl: string, purpose?: string): SecretCookie {
  const secure = baseUrl.startsWith('https:');
  const instance = createHash('sha256').update(baseUrl).digest('hex').slice(0, 8);
  const name = `${secure ? '__Host-' : ''}mcdewey_${instance}${purpose === undefined ? '' : `_${purpose}`}`;
  const set = (response: Response, value: string, expires: Date): void => {
    const cookie = stringifySetCookie({ name, value, path: '/', httpOnly: true, sameSite: 'lax', secure, expires });
    response.append('Set-Cookie', cookie);
  };
  return {
    read: ({ headers }) => parseCookie(headers.cookie ?? '')[name],
    keep: set,
    drop(response) {
      set(response, '', new Date(0));
    },
  };
}
