/** Keeps git from private addresses: its host's name is looked up here, once, and git connects to what was found. */
import { lookup } from 'node:dns/promises';
import { SourceUnavailableError } from '../../errors.js';
import { checkAddresses } from './site/address-guard.js';

/** No prompts; hosts must be known; a host that is silent is given up. */
export const ssh =
  'ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=10 -o ServerAliveInterval=15 -o ServerAliveCountMax=2';

export interface GuardedFetch {
  /** Arguments before git's command. */
  readonly settings: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const nothing: GuardedFetch = { settings: [], environment: {} };

/** Host and port that git would connect to; undefined for a path on this disk. */
function hostOf(url: string): { readonly host: string; readonly port: string; readonly protocol: string } | undefined {
  const short = /^[\w.]+@([\w.-]+):/.exec(url)?.[1];
  if (short !== undefined) return { host: short, port: '22', protocol: 'ssh:' };
  if (!URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  const usual: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80', 'ssh:': '22', 'git:': '9418' };
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (usual[protocol] ?? '') : port, protocol };
}

/** @throws SourceUnavailableError for a host that is not known, or has a private address. */
export async function guardedFetch(url: string, allowPrivate: boolean): Promise<GuardedFetch> {
  const target = hostOf(url);
  if (target === undefined || allowPrivate) return nothing;
  const { host, port, protocol } = target;
  const addresses = await lookup(host, { all: true }).catch((cause: unknown) => {
    throw new SourceUnavailableError(`git can't fetch ${url}: its name is not known.`, { url }, { cause });
  });
  checkAddresses(host, addresses);
  const [first] = addresses;
  if (first === undefined)
    throw new SourceUnavailableError(`git can't fetch ${url}: its name has no address.`, { url });
  // Whatever the name leads to a moment later, git goes to the address that was judged.
  if (protocol === 'https:' || protocol === 'http:') {
    const address = first.family === 6 ? `[${first.address}]` : first.address;
    return { settings: ['-c', `http.curloptResolve=${host}:${port}:${address}`], environment: {} };
  }
  if (protocol === 'ssh:') {
    return {
      settings: [],
      environment: { GIT_SSH_COMMAND: `${ssh} -o HostName=${first.address} -o HostKeyAlias=${host}` },
    };
  }
  throw new SourceUnavailableError(`${url}: the git: protocol proves nothing about who answers. Use https or ssh.`, {
    url,
  });
}
