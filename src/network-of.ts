/** The network that an address belongs to: what counts as one where callers without an account are told apart. */
import ipaddr from 'ipaddr.js';

/** Bits of an IPv6 address that one household or office has for itself. */
const networkBits = 64;

/**
 * @param address of IPv4, or of IPv6, also one that stands for one of IPv4 (`::ffff:192.0.2.1`).
 * @returns the address itself for IPv4; for IPv6 the network, because whoever has one address of it has them all. What is no
 *   address, and what came over no network, is `unknown`.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return (parsed as ipaddr.IPv6).parts.slice(0, networkBits / 16).join(':');
}
