import type { Endpoint, Listed } from '../replies/listed.ts';
import { nameOf, networksOf } from '../replies/listed.ts';
import { isLinkLocal, networkKey, writtenAddress } from './addresses.ts';

/** Whose an address is. One of the engine's networks that no container has now is unknown: it may be a removed one's. */
export type Owner =
  | { readonly kind: 'container'; readonly name: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'unknown' };

/** Finds the owner of an address, from what one engine lists in this round. */
export function addressBook(listed: readonly Listed[]): (address: string) => Owner {
  const names = new Map<string, string>();
  const gateways = new Set<string>();
  const networks = new Set<string>();
  const prefixes = new Set<number>();
  for (const container of listed) {
    for (const { address, gateway, prefix } of placesOf(container)) {
      names.set(address, nameOf(container));
      gateways.add(gateway);
      networks.add(networkKey(address, prefix));
      prefixes.add(prefix);
    }
  }
  const isInside = (address: string) =>
    [...prefixes].some((prefix) => networks.has(networkKey(address, prefix)));

  return (address) => {
    const name = names.get(address);
    if (name !== undefined) return { kind: 'container', name };
    if (gateways.has(address)) return { kind: 'outside' }; // So a published port is reached.
    return { kind: isLinkLocal(address) || isInside(address) ? 'unknown' : 'outside' };
  };
}

type Place = { readonly address: string; readonly gateway: string; readonly prefix: number };

function placesOf(container: Listed): readonly Place[] {
  return networksOf(container)
    .flatMap(([, endpoint]) => (endpoint === null ? [] : bothVersions(endpoint)))
    .filter(({ address }) => address !== '');
}

/** Without the size of the network, it holds this address only. */
function bothVersions(endpoint: Endpoint): readonly Place[] {
  return [
    {
      address: endpoint.IPAddress,
      gateway: endpoint.Gateway,
      prefix: endpoint.IPPrefixLen || 32,
    },
    {
      address: writtenAddress(endpoint.GlobalIPv6Address),
      gateway: writtenAddress(endpoint.IPv6Gateway),
      prefix: endpoint.GlobalIPv6PrefixLen || 128,
    },
  ];
}
