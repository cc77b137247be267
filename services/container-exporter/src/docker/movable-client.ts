import type { EngineClient } from './engine-client.ts';

/** A client of an engine that may be reached at another address later. */
export type MovableClient = EngineClient & {
  /** What is asked from now on goes there. */
  moveTo(client: EngineClient): void;
};

export function movableClient(first: EngineClient): MovableClient {
  let client = first;
  return {
    facts: (signal) => client.facts(signal),
    list: (signal) => client.list(signal),
    inspect: (id, signal) => client.inspect(id, signal),
    stats: (id, signal) => client.stats(id, signal),
    events: (period, signal) => client.events(period, signal),
    moveTo(next) {
      client = next;
    },
  };
}
