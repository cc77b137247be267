import type { LatestContainers } from '@m4max/contracts';

/** A network of one engine and the names that it joins: those can talk to each other, seen or not. */
export type MapNetwork = {
  readonly key: string;
  readonly name: string;
  readonly members: readonly string[];
};

/** Largest first; who is alone in a network is joined with nobody. Networks of two engines are two, whatever they are called. */
export function networksOf({
  engines,
  containers,
}: Pick<LatestContainers, 'engines' | 'containers'>): readonly MapNetwork[] {
  const found = new Map<string, { name: string; engineId: string; members: Set<string> }>();
  for (const { engine_id: engineId, name: member, networks = [] } of containers) {
    for (const name of networks) {
      const key = `${engineId} ${name}`;
      const network = found.get(key) ?? { name, engineId, members: new Set() };
      network.members.add(member);
      found.set(key, network);
    }
  }
  const joining = [...found].filter(([, { members }]) => members.size > 1);
  const names = joining.map(([, { name }]) => name);
  const engineNames = new Map(engines.map(({ id, name }) => [id, name]));
  return joining
    .map(([key, { name, engineId, members }]) => {
      const twice = names.indexOf(name) !== names.lastIndexOf(name);
      const shown = twice ? `${name} of ${engineNames.get(engineId) ?? engineId}` : name;
      return { key, name: shown, members: [...members].toSorted() };
    })
    .toSorted(
      (one, other) => other.members.length - one.members.length || (one.key < other.key ? -1 : 1),
    );
}
