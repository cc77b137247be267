import type { MapNode, TalkMap } from '../containers/map/talk-map.ts';
import { MapBox } from './map-box.tsx';

/** Boxes shown of one group; a group of more is told by its number. */
const MOST_BOXES = 120;

type Group = { readonly key: string; readonly title: string; readonly nodes: readonly MapNode[] };

/** The networks side by side, each with everybody in it; who is in two stands in both. */
export function NetworkLanes({ map, shortOf, lit, onPick }: LanesProps) {
  const { networks, nodes } = map;
  const rest = [...nodes.values()].filter(({ networks: keys }) => (keys ?? []).length === 0);
  const alone = inOrder(rest.filter((node) => node.networks !== undefined));
  const unknown = inOrder(rest.filter((node) => node.networks === undefined));
  const groups: readonly Group[] = [
    ...networks.map(({ key, name, members }) => ({
      key,
      title: `Network ${name}`,
      nodes: members.flatMap((member) => nodes.get(member) ?? []),
    })),
    { key: 'none', title: 'In no network that joins containers', nodes: alone },
    { key: 'unknown', title: 'Networks not known', nodes: unknown },
  ].filter((group) => group.nodes.length > 0);
  return (
    <div class="lanes">
      {groups.map((group) => (
        <Lane key={group.key} group={group} shortOf={shortOf} lit={lit} onPick={onPick} map={map} />
      ))}
    </div>
  );
}

/** Containers beside the map: nobody was seen to talk to them, nor they to anybody. */
export function Unlinked({
  map,
  nodes,
  shortOf,
  lit,
  onPick,
}: LanesProps & { nodes: readonly MapNode[] }) {
  if (nodes.length === 0) return null;
  const group = { key: 'unlinked', title: 'No connection seen', nodes: inOrder(nodes) };
  return (
    <div class="lanes unlinked">
      <Lane group={group} shortOf={shortOf} lit={lit} onPick={onPick} map={map} withNetworks />
    </div>
  );
}

type LanesProps = {
  map: TalkMap;
  shortOf: (name: string) => string;
  /** Who stands out; nobody in particular while it is undefined. */
  lit: ReadonlySet<string> | undefined;
  onPick: (key: string | undefined) => void;
};

function Lane({
  group: { title, nodes },
  map,
  shortOf,
  lit,
  onPick,
  withNetworks = false,
}: LanesProps & { group: Group; withNetworks?: boolean }) {
  const networkNames = new Map(map.networks.map(({ key, name }) => [key, name]));
  const namesOf = (node: MapNode) =>
    node.networks?.map((key) => networkNames.get(key) ?? key).join(', ') || undefined;
  return (
    <section class="lane">
      <h3>
        {title} <small>{nodes.length}</small>
      </h3>
      <div class="lane-boxes">
        {nodes.slice(0, MOST_BOXES).map((node) => (
          <MapBox
            key={node.key}
            node={node}
            label={shortOf(node.name)}
            note={withNetworks ? namesOf(node) : undefined}
            links={map.links}
            faded={lit !== undefined && !lit.has(node.key)}
            onPick={onPick}
          />
        ))}
      </div>
      {nodes.length > MOST_BOXES && <p class="dim">and {nodes.length - MOST_BOXES} more</p>}
    </section>
  );
}

function inOrder(nodes: readonly MapNode[]): readonly MapNode[] {
  return nodes.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
