import ipaddr from 'ipaddr.js';

/**
 * The network a client is counted by. An IPv4 address stands for itself. Of IPv6 the first half counts: a home or
 * an office is given a whole /64 at least (RFC 6177), so whoever is limited by address only takes the next of 18
 * million million million. What is not an address is one network, too, so that nobody becomes many by sending nonsense.
 * @param address as the socket or a trusted proxy gives it; some proxies add the port.
 * @returns `192.0.2.7`, `2001:db8:1:2::/64` or `unknown`.
 */
export function networkOf(address: string | undefined): string {
  const bare = withoutPort(address ?? '');
  if (!ipaddr.isValid(bare)) return 'unknown';
  // An IPv4 address that was mapped into IPv6 is the same client.
  const parsed = ipaddr.process(bare);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${withoutZone(parsed.toString())}/64`)}/64`;
}

/**
 * The site an IPv6 network is part of: many are given a /48 (RFC 6177), which holds 65,536 networks.
 * @param network as `networkOf` gives it.
 * @returns `2001:db8:1::/48`; undefined for any other network.
 */
export function siteOf(network: string): string | undefined {
  if (!network.endsWith('/64')) return undefined;
  return `${ipaddr.IPv6.networkAddressFromCIDR(network.replace(/64$/, '48'))}/48`;
}

const withoutPort = (address: string): string =>
  /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;

/** A link-local address may name the interface it came in by (RFC 4007). */
const withoutZone = (address: string): string => address.replace(/%.*$/, '');
