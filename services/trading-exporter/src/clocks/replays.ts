/** Messages of a live engine are on the bus within seconds; a simulation tells of another day. */
const FURTHEST_MILLISECONDS = 3_600_000;
/** Producers that are named at once: enough to act upon. */
const MOST_NAMED = 3;
/** More nodes than a platform has; the longest known are forgotten first. */
const MAX_PRODUCERS = 1000;

/** One node that publishes, and the day it plays if it is not ours. */
export type Producer = {
  readonly input: string;
  readonly name: string;
  replay: { readonly playedMilliseconds: number; readonly atMilliseconds: number } | undefined;
};

export type Replays = {
  producer(input: string, name: string): Producer;
  /** A sentence about the nodes of an input that replayed within so many milliseconds. */
  tell(input: string, nowMilliseconds: number, withinMilliseconds: number): string | undefined;
};

/** Tells nodes that trade from those that replay another day onto a live bus, as backtests do. */
export function createReplays(): Replays {
  const producers = new Map<string, Producer>();
  return {
    producer(input, name) {
      const key = `${input} ${name}`;
      const found = producers.get(key);
      if (found !== undefined) return found;
      const producer = { input, name, replay: undefined };
      producers.set(key, producer);
      const [oldest] = producers.keys();
      if (producers.size > MAX_PRODUCERS && oldest !== undefined) producers.delete(oldest);
      return producer;
    },
    tell(input, nowMilliseconds, withinMilliseconds) {
      const said: string[] = [];
      for (const producer of producers.values()) {
        const { name, replay } = producer;
        if (producer.input !== input || replay === undefined) continue;
        if (nowMilliseconds - replay.atMilliseconds > withinMilliseconds) continue;
        said.push(`${name} plays ${dayOf(replay.playedMilliseconds)}`);
      }
      if (said.length === 0) return undefined;
      const more = said.length > MOST_NAMED ? ` and ${said.length - MOST_NAMED} more` : '';
      return `trader ${said.slice(0, MOST_NAMED).join(', ')}${more}: a replay, left out of all figures`;
    },
  };
}

/**
 * Whether a message belongs to a replay: the time that its engine gave it fits neither the time that the
 * bus had it, whenever that is read, nor the time at which it counts, which is ours where the clock of
 * the bus is off. One without a time is what the last one of its producer was.
 */
export function isReplayed(
  producer: Producer,
  message: {
    readonly engineMilliseconds: number | undefined;
    readonly entryMilliseconds: number;
    readonly atMilliseconds: number;
  },
): boolean {
  const { engineMilliseconds, entryMilliseconds, atMilliseconds } = message;
  if (engineMilliseconds === undefined) return producer.replay !== undefined;
  const apart = Math.min(
    Math.abs(engineMilliseconds - entryMilliseconds),
    Math.abs(engineMilliseconds - atMilliseconds),
  );
  if (apart <= FURTHEST_MILLISECONDS) producer.replay = undefined;
  else producer.replay = { playedMilliseconds: engineMilliseconds, atMilliseconds };
  return producer.replay !== undefined;
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
