import type { EngineFacts } from '../replies/engine-facts.ts';

/** A name per engine id: metrics tell engines apart by it, and two virtual machines may share one. */
export function uniqueEngineNames(
  engines: readonly Pick<EngineFacts, 'id' | 'name'>[],
): ReadonlyMap<string, string> {
  return new Map(
    engines.map(({ id, name }) => {
      const isShared = engines.some((other) => other.name === name && other.id !== id);
      return [id, isShared ? `${name}-${id.slice(0, 4)}` : name];
    }),
  );
}
