import type { Container, LatestContainers, Link } from '@m4max/contracts';
import type { Row } from '../rows.ts';
import { linkAge, OUTSIDE } from '../talks.ts';
import type { Trouble } from '../trouble.ts';
import type { MapNetwork } from './networks.ts';
import { networksOf } from './networks.ts';

/** What calls from outside, and what is called there: one name, but two ends of the map. */
export const CALLERS = `${OUTSIDE} calls`;
export const CALLED = `${OUTSIDE} is called`;

/** Everything that can be a box: the containers of one name, an end outside, or a name that is gone. */
export type MapNode = {
  readonly key: string;
  readonly name: string;
  readonly kind: 'container' | 'outside' | 'gone';
  readonly tone: Trouble['tone'];
  readonly why: string;
  /** The gravest row of that name, and how many share it: links tell containers by name only. */
  readonly rowId?: string;
  readonly count: number;
  /** Ports on which somebody was seen to talk to it, lowest first. */
  readonly ports: readonly number[];
  /** Keys of the networks it is in; not known where nobody says. */
  readonly networks: readonly string[] | undefined;
};

export type MapLink = {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly port?: number;
  readonly ageSeconds?: number;
};

export type TalkMap = {
  readonly nodes: ReadonlyMap<string, MapNode>;
  readonly links: readonly MapLink[];
  readonly networks: readonly MapNetwork[];
};

/** Who was seen to talk to whom. Possible links are no lines here: they are the networks. */
export function talkMapOf(
  sample: LatestContainers,
  rows: readonly Row[],
  ageSeconds: number,
): TalkMap {
  const links = mapLinks(sample, ageSeconds);
  const networks = networksOf(sample);
  const nodes = new Map<string, MapNode>();
  for (const row of rows) {
    if (row.container !== undefined) addRow(nodes, row);
  }
  for (const key of links.flatMap(({ from, to }) => [from, to])) {
    if (!nodes.has(key)) nodes.set(key, strangerOf(key));
  }
  const ports = portsByName(links);
  const networkKeys = networksByName(sample.containers, networks);
  for (const [key, node] of nodes) {
    nodes.set(key, { ...node, ports: ports.get(key) ?? [], networks: networkKeys.get(key) });
  }
  return { nodes, links, networks };
}

function portsByName(links: readonly MapLink[]): ReadonlyMap<string, readonly number[]> {
  const ports = new Map<string, readonly number[]>();
  for (const { to, port } of links) {
    const known = ports.get(to) ?? [];
    if (port === undefined || known.includes(port)) continue;
    ports.set(
      to,
      [...known, port].toSorted((one, other) => one - other),
    );
  }
  return ports;
}

/** Names of which nobody says in what networks they are stay away. */
function networksByName(
  containers: readonly Container[],
  networks: readonly MapNetwork[],
): ReadonlyMap<string, readonly string[]> {
  const told = containers.filter((container) => container.networks !== undefined);
  const keys = new Map<string, string[]>(told.map(({ name }) => [name, []]));
  for (const { key, members } of networks) {
    for (const member of members) keys.get(member)?.push(key);
  }
  return keys;
}

function mapLinks(sample: LatestContainers, ageSeconds: number): readonly MapLink[] {
  return sample.links
    .filter(({ kind }) => kind === 'observed')
    .map((link) => mapLink(link, linkAge(link, { sample, ageSeconds })))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1)); // The same in every language.
}

function mapLink({ from, to, port }: Link, ageSeconds: number | undefined): MapLink {
  const source = from === OUTSIDE ? CALLERS : from;
  const target = to === OUTSIDE ? CALLED : to;
  return {
    key: `${source} → ${target}:${port ?? ''}`,
    from: source,
    to: target,
    ...(port === undefined ? {} : { port }),
    ...(ageSeconds === undefined ? {} : { ageSeconds }),
  };
}

const gravity: readonly Trouble['tone'][] = ['critical', 'warning', 'fine', 'off'];

function addRow(nodes: Map<string, MapNode>, { id, name, trouble }: Row): void {
  const known = nodes.get(name);
  const count = (known?.count ?? 0) + 1;
  if (known !== undefined && gravity.indexOf(known.tone) <= gravity.indexOf(trouble.tone)) {
    nodes.set(name, { ...known, count });
    return;
  }
  const { tone, why } = trouble;
  const node = { key: name, name, kind: 'container', tone, why, rowId: id } as const;
  nodes.set(name, { ...node, count, ports: [], networks: undefined });
}

function strangerOf(key: string): MapNode {
  const rest = { key, tone: 'off', count: 1, ports: [], networks: undefined } as const;
  if (key === CALLERS) return { ...rest, name: 'outside', kind: 'outside', why: 'no container' };
  if (key === CALLED) return { ...rest, name: 'outside', kind: 'outside', why: 'no container' };
  return { ...rest, name: key, kind: 'gone', why: 'no longer here' };
}
