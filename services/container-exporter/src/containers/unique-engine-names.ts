import type { EngineFacts } from '../replies/engine-facts.ts';

/** A name per engine id: metrics tell engines apart by it, and two virtual machines may share one. */
export function uniqueEngineNames(
  engines: readonly Pick<EngineFacts, 'id' | 'name'>[],
): ReadonlyMap<string, string> {
  return new Map(
    engines.map(({ id, name }) => {
      const others = engines.filter((other) => other.name === name && other.id !== id);
      if (others.length === 0) return [id, name];
      const short = id.slice(0, SHORT);
      const isEnough = others.every((other) => !other.id.startsWith(short));
      return [id, `${name}-${isEnough ? short : id}`];
    }),
  );
}

/** Letters that tell ids of Docker apart; those of Podman are the paths of its sockets. */
const SHORT = 4;
