import type { Link } from '@m4max/contracts';
import { LINKS_PER_KIND } from '@m4max/contracts';
import type { Listed } from '../replies/listed.ts';
import { nameOf, networksOf } from '../replies/listed.ts';

/**
 * Who can talk to whom: running containers on one network of one engine, each pair once, without
 * the pairs that were seen to. Pairs grow with the square of the containers: those beyond the bound
 * follow from the networks that each container names.
 */
export function possibleLinks(
  engines: readonly (readonly Listed[])[],
  observed: readonly Link[],
): readonly Link[] {
  const seen = new Set(observed.flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]));
  const links = new Map<string, Link>();
  for (const [from, to] of pairsOf(engines.flatMap(membersOfNetworks))) {
    if (links.size === LINKS_PER_KIND) break;
    const key = `${from} ${to}`;
    if (!seen.has(key)) links.set(key, { from, to, kind: 'possible' });
  }
  return [...links.values()];
}

function* pairsOf(groups: readonly (readonly string[])[]): Generator<readonly [string, string]> {
  for (const names of groups) {
    for (const [index, from] of names.entries()) {
      for (const to of names.slice(index + 1)) yield [from, to];
    }
  }
}

/** Names per network, sorted. */
function membersOfNetworks(listed: readonly Listed[]): readonly (readonly string[])[] {
  const members = new Map<string, string[]>();
  for (const container of listed) {
    if (container.State !== 'running') continue;
    for (const [network] of networksOf(container)) {
      const names = members.get(network) ?? [];
      names.push(nameOf(container));
      members.set(network, names);
    }
  }
  return [...members.values()].map((names) => names.sort());
}
