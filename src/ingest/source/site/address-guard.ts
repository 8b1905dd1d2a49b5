/** Which addresses a crawl may connect to; asked when the connection is made, so that a name can't change its mind. */
import { lookup as lookupName, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent } from 'undici';
import { SourceUnavailableError } from '../../../errors.js';

/** False for loopback, private, link-local (cloud metadata among them), multicast, reserved and translated addresses. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}

function refused(host: string, address: string): SourceUnavailableError {
  return new SourceUnavailableError(
    `${host} is the private address ${address}. Set ALLOW_PRIVATE_ADDRESSES=true if ingests may reach your own network.`,
    { host, address },
  );
}

/** @throws SourceUnavailableError for an address literal that is not public; names are checked when they are looked up. */
export function checkLiteral(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw refused(url.hostname, host);
}

/** @throws SourceUnavailableError when any of a name's addresses is not public. */
export function checkAddresses(host: string, addresses: readonly LookupAddress[]): void {
  const hidden = addresses.find(({ address }) => !isPublicAddress(address));
  if (hidden !== undefined) throw refused(host, hidden.address);
}

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** As `dns.lookup`, but fails when any of a name's addresses is not public. */
function guardedLookup(host: string, options: LookupOptions, found: Found): void {
  lookupName(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      found(error, '');
      return;
    }
    const hidden = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (hidden !== undefined) found(refused(host, hidden.address), '');
    else if (options.all === true) found(null, addresses);
    else if (first !== undefined) found(null, first.address, first.family);
  });
}

export interface ConnectLimits {
  readonly allowPrivate: boolean;
  readonly connectMs: number;
  readonly answerMs: number;
}

/** Connections of one crawl. */
export function createGuardedAgent({ allowPrivate, connectMs, answerMs }: ConnectLimits): Agent {
  return new Agent({
    connect: { timeout: connectMs, ...(!allowPrivate && { lookup: guardedLookup }) },
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    connections: 2,
  });
}
