import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { ChannelFailure } from './failure.ts';

/** What the configuration of the server allows. */
export interface Policy {
  /** Names, addresses and networks (CIDR) that may be called although they are private; `*` is all. */
  readonly allowAddresses: readonly string[];
  /** Commands that may be run, exactly so. */
  readonly allowCommands: readonly string[];
  /** The folder in which files may be written. */
  readonly fileRoot: string;
}

/** A name with the addresses that may be called. */
export interface Target {
  readonly host: string;
  readonly addresses: readonly { readonly address: string; readonly family: 4 | 6 }[];
  /** Somebody allowed it by name or address: it need not be encrypted. */
  readonly allowed: boolean;
}

/** Looks a host up once: whoever calls it connects to these addresses and no others, so that a name that changes leads nowhere else. Fails with `address-refused`. */
export async function findTarget(host: string, policy: Pick<Policy, 'allowAddresses'>, resolve = systemLookup): Promise<Target> {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  const addresses = ipaddr.isValid(bare) ? [bare] : await resolve(bare);
  const byName = allowsName(bare, policy.allowAddresses);
  const fit = addresses.filter((address) => byName || allowsAddress(address, policy.allowAddresses) || isPublic(address));
  if (fit.length === 0)
    throw new ChannelFailure(
      'address-refused',
      `${bare}${addresses[0] === bare ? '' : ` (${addresses[0] ?? 'no address'})`} is no public address. Allow it with GRAPH_ZOOM_ALLOW_ADDRESSES=${bare} where the server runs.`,
    );
  return { host: bare, addresses: fit.map((address) => ({ address, family: ipaddr.parse(address).kind() === 'ipv6' ? 6 : 4 })), allowed: byName || fit.some((address) => allowsAddress(address, policy.allowAddresses)) };
}

async function systemLookup(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
  } catch {
    throw new ChannelFailure('unreachable', `The name ${host} cannot be looked up.`);
  }
}

const allowsName = (host: string, allowed: readonly string[]): boolean => allowed.some((one) => one === '*' || one.toLowerCase() === host);

/** Whether an address is among those allowed, or in a network of them. An IPv4 address within IPv6 is that IPv4 address. */
function allowsAddress(address: string, allowed: readonly string[]): boolean {
  const parsed = ipaddr.process(address);
  return allowed.some((one) => {
    if (ipaddr.isValid(one)) return ipaddr.process(one).toString() === parsed.toString();
    if (!ipaddr.isValidCIDR(one)) return false;
    const [network, bits] = ipaddr.parseCIDR(one);
    return network.kind() === parsed.kind() && parsed.match([network, bits] as never);
  });
}

/** What is reached over the Internet: neither private, loopback, link-local (where clouds keep credentials), multicast nor reserved, also not wrapped in IPv6. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}
