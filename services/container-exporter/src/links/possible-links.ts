import type { Link, Missing } from '@m4max/contracts';
import { LINKS_PER_KIND } from '@m4max/contracts';
import type { Listed } from '../replies/listed.ts';
import { nameOf, networksOf } from '../replies/listed.ts';

/**
 * Who can talk to whom: running containers on one network of one engine, each pair once, without
 * the pairs that were seen to.
 */
export function possibleLinks(
  engines: readonly (readonly Listed[])[],
  observed: readonly Link[],
): { readonly links: readonly Link[]; readonly missing: readonly Missing[] } {
  const seen = new Set(observed.flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]));
  const groups = engines.flatMap(membersOfNetworks);
  const links = new Map<string, Link>();
  let left = groups.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  for (const [from, to] of pairsOf(groups)) {
    if (links.size === LINKS_PER_KIND) break;
    const key = `${from} ${to}`;
    if (!seen.has(key)) links.set(key, { from, to, kind: 'possible' });
    left -= 1;
  }
  // A pair with two networks in common is counted twice: to find those takes the square of the containers.
  const reason = `up to ${left} further pairs of containers share a network; only ${LINKS_PER_KIND} are listed`;
  return {
    links: [...links.values()],
    missing: left > 0 ? [{ field: 'links.possible', reason }] : [],
  };
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
