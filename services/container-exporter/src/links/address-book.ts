import type { Endpoint, Listed } from '../replies/listed.ts';
import { nameOf, networksOf } from '../replies/listed.ts';
import { isLinkLocal, networkKey, writtenAddress } from './addresses.ts';

/** Whose an address is. One of the engine's networks that no container has now is unknown: it may be a removed one's. */
export type Owner =
  | {
      readonly kind: 'container';
      readonly name: string;
      /** When it was first listed with that address, which another one may have had before. */
      readonly since: Date;
    }
  | { readonly kind: 'outside' }
  | { readonly kind: 'unknown' };

/** The owners of addresses, from what one engine lists in a round. */
export type AddressBook = {
  readonly ownerOf: (address: string) => Owner;
  readonly tenants: ReadonlyMap<string, Tenant>;
};

type Tenant = { readonly id: string; readonly name: string; readonly since: Date };

/** What the first round finds may have been there for long: nobody can know. */
const LONG_AGO = new Date(0);

/** The address book of a round, and of the one before it on that engine. */
export function addressBook(
  listed: readonly Listed[],
  { before, now }: { readonly before: AddressBook | undefined; readonly now: Date },
): AddressBook {
  const tenants = new Map<string, Tenant>();
  const gateways = new Set<string>();
  const networks = new Set<string>();
  const prefixes = new Set<number>();
  for (const container of listed) {
    const { Id: id } = container;
    for (const { address, gateway, prefix } of placesOf(container)) {
      const last = before?.tenants.get(address);
      const isSame = last?.id === id && last.since <= now; // A clock set back begins anew.
      const since = isSame ? last.since : before === undefined ? LONG_AGO : now;
      tenants.set(address, { id, name: nameOf(container), since });
      gateways.add(gateway);
      networks.add(networkKey(address, prefix));
      prefixes.add(prefix);
    }
  }
  const isInside = (address: string) =>
    [...prefixes].some((prefix) => networks.has(networkKey(address, prefix)));

  return {
    tenants,
    ownerOf(address) {
      const tenant = tenants.get(address);
      if (tenant !== undefined)
        return { kind: 'container', name: tenant.name, since: tenant.since };
      if (gateways.has(address)) return { kind: 'outside' }; // So a published port is reached.
      return { kind: isLinkLocal(address) || isInside(address) ? 'unknown' : 'outside' };
    },
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
