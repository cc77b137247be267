import type { ChannelName } from '@m4max/contracts';
import type { Network } from './address.ts';
import { contains, parseAddress, parseNetwork } from './address.ts';

/** Where a request of ours may go. What the API sets goes to public addresses only. */
export type Guard = {
  readonly channel: ChannelName;
  readonly origin: 'file' | 'api';
  /** Networks that receivers in the operator's own file may be on. */
  readonly allowPrivate: readonly Network[];
};

export type Checked<Value> =
  | { readonly kind: 'allowed'; readonly value: Value }
  | { readonly kind: 'refused'; readonly because: string };

const SLACK_HOSTS = ['hooks.slack.com', 'hooks.slack-gov.com'];

/** The rules that need no look-up. URL parsing has already made `2130706433` and `0x7f.1` addresses. */
export function checkUrl(text: string, { channel, origin }: Guard): Checked<URL> {
  if (!URL.canParse(text)) return refused('it is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && origin === 'file'))
    return refused('it has to begin with https://');
  if (url.username !== '' || url.password !== '')
    return refused('it must not hold a user name or password');
  if (origin === 'api' && url.port !== '') return refused('only the port of https is allowed');
  if (origin === 'api' && channel === 'slack' && !SLACK_HOSTS.includes(url.hostname))
    return refused(`a Slack webhook is on ${SLACK_HOSTS.join(' or ')}`);
  return { kind: 'allowed', value: url };
}

/** Slack's own hosts may be saved while the network is away; they are resolved and checked when used. */
export function isKnownHost(url: URL): boolean {
  return SLACK_HOSTS.includes(url.hostname);
}

/** Whether the address that a URL's host stands for may be connected to. */
export function checkAddress(address: string, url: URL, guard: Guard): Checked<string> {
  const parsed = parseAddress(address);
  if (parsed === undefined) return refused(`${address} is not an address`);
  if (guard.origin === 'file' && guard.allowPrivate.some((network) => contains(network, parsed)))
    return { kind: 'allowed', value: address };
  const special = SPECIAL.find(({ network }) => contains(network, parsed));
  if (special !== undefined)
    return refused(
      guard.origin === 'file'
        ? `${special.name}: add it to ALLOW_PRIVATE_WEBHOOKS if it is meant`
        : `${special.name}: only public addresses are allowed`,
    );
  if (parsed.family === 6 && !contains(GLOBAL_IPV6, parsed))
    return refused('its address is reserved: only public addresses are allowed');
  if (url.protocol !== 'https:') return refused('it has to begin with https://');
  return { kind: 'allowed', value: address };
}

/** The host of a URL as an address, when it is one already. */
export function literalAddress({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return parseAddress(bare) === undefined ? undefined : bare;
}

function refused(because: string): { readonly kind: 'refused'; readonly because: string } {
  return { kind: 'refused', because };
}

/** IANA's special-purpose registries, and addresses that carry an IPv4 address inside. */
const SPECIAL = (
  [
    ['0.0.0.0/8', 'this machine'],
    ['10.0.0.0/8', 'a private network'],
    ['100.64.0.0/10', 'a shared network'],
    ['127.0.0.0/8', 'this machine'],
    ['169.254.0.0/16', 'a link-local network'],
    ['172.16.0.0/12', 'a private network'],
    ['192.0.0.0/24', 'reserved'],
    ['192.0.2.0/24', 'for documentation'],
    ['192.88.99.0/24', 'reserved'],
    ['192.168.0.0/16', 'a private network'],
    ['198.18.0.0/15', 'for benchmarks'],
    ['198.51.100.0/24', 'for documentation'],
    ['203.0.113.0/24', 'for documentation'],
    ['224.0.0.0/4', 'multicast'],
    ['240.0.0.0/4', 'reserved'],
    ['::/128', 'this machine'],
    ['::1/128', 'this machine'],
    ['::ffff:0:0/96', 'an IPv4 address in disguise'],
    ['64:ff9b::/96', 'an IPv4 address in disguise'],
    ['2001:db8::/32', 'for documentation'],
    ['2002::/16', 'an IPv4 address in disguise'],
    ['fc00::/7', 'a private network'],
    ['fe80::/10', 'a link-local network'],
    ['ff00::/8', 'multicast'],
  ] as const
).flatMap(([text, meaning]) => {
  const network = parseNetwork(text);
  return network === undefined ? [] : [{ network, name: `its address is ${meaning} (${text})` }];
});

const GLOBAL_IPV6: Network = { address: { family: 6, bits: 0x2n << 124n }, prefix: 3 };
