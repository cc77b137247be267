import type { ContainersSample, Missing } from '@m4max/contracts';
import type { Listed } from '../replies/listed.ts';
import { nameOf } from '../replies/listed.ts';

type Link = ContainersSample['links'][number];

/** Pairs grow with the square of the containers; this many are about 16 kB of a sample. */
const MAX_LINKS = 200;

/** Who can talk to whom: running containers on one network, each pair once. */
export function possibleLinks(listed: readonly Listed[]): {
  readonly links: readonly Link[];
  readonly missing: readonly Missing[];
} {
  const links = new Map<string, Link>();
  let left = 0;
  for (const names of membersOfNetworks(listed)) {
    for (const [index, from] of names.entries()) {
      for (const to of names.slice(index + 1)) {
        const key = `${from} ${to}`;
        if (links.has(key)) continue;
        if (links.size < MAX_LINKS) links.set(key, { from, to, kind: 'possible' });
        else left += 1;
      }
    }
  }
  const missing =
    left === 0
      ? []
      : [
          {
            field: 'links',
            reason: `${left} further pairs of containers share a network; only ${MAX_LINKS} are listed`,
          },
        ];
  return { links: [...links.values()], missing };
}

/** Names per network, sorted; host and none join nobody. */
function membersOfNetworks(listed: readonly Listed[]): readonly (readonly string[])[] {
  const members = new Map<string, string[]>();
  for (const container of listed) {
    if (container.State !== 'running') continue;
    for (const network of Object.keys(container.NetworkSettings?.Networks ?? {})) {
      if (network === 'host' || network === 'none') continue;
      const names = members.get(network) ?? [];
      names.push(nameOf(container));
      members.set(network, names);
    }
  }
  return [...members.values()].map((names) => names.sort());
}
