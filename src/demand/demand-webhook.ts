/** Tells another service of questions, signed, so that it can tell who sent them and that nobody changed them. */
import { createHmac, randomUUID } from 'node:crypto';
import { SourceUnavailableError } from '../errors.js';

export interface DemandWebhookSettings {
  readonly url: string;
  /** Key of the signature; never sent. */
  readonly secret: string;
}

export type DemandEvent = 'demand.groups' | 'demand.answered';

/** Sends a request to an address that it may connect to, and gives the status. Redirects are not followed. */
export type Post = (
  url: URL,
  request: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
) => Promise<number>;

export type SendDemand = (event: DemandEvent, data: Readonly<Record<string, unknown>>) => Promise<void>;

/**
 * `t=<seconds since 1970>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`: who checks it compares the time as well, so that an old
 * message can't be sent again.
 */
export function signatureOf(body: string, secret: string, seconds: number): string {
  const mac = createHmac('sha256', secret)
    .update(`${String(seconds)}.${body}`)
    .digest('hex');
  return `t=${String(seconds)},v1=${mac}`;
}

/** Its function fails with SourceUnavailableError when the other side can't be reached, may not be, or does not take it. */
export function createDemandWebhook({ url, secret }: DemandWebhookSettings, post: Post): SendDemand {
  return async (event, data) => {
    const at = new Date();
    const body = JSON.stringify({ id: randomUUID(), event, at: at.toISOString(), ...data });
    const status = await post(new URL(url), {
      body,
      headers: {
        'content-type': 'application/json',
        'x-mcdewey-event': event,
        'x-mcdewey-signature': signatureOf(body, secret, Math.floor(at.getTime() / 1_000)),
      },
    });
    if (status >= 200 && status < 300) return;
    throw new SourceUnavailableError(`The webhook of demand answered with status ${String(status)}.`, { status });
  };
}
