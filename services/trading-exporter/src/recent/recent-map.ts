/** Holds at least the `limit` entries that were last set or asked for, and at most twice as many. */
export type RecentMap<Value> = {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** The longest untouched come first. */
  entries(): Iterable<readonly [key: string, value: Value]>;
};

/**
 * Two generations of a map: the older one is forgotten as a whole. Forgetting the first key of a single map
 * each time would be slow, as V8 searches through all the places of those that were deleted before it.
 */
export function createRecentMap<Value>(
  limit: number,
  onForget?: (key: string, value: Value) => void,
): RecentMap<Value> {
  let current = new Map<string, Value>();
  let previous = new Map<string, Value>();

  function set(key: string, value: Value): void {
    previous.delete(key);
    current.set(key, value);
    if (current.size < limit) return;
    const forgotten = previous;
    previous = current;
    current = new Map();
    if (onForget !== undefined) for (const [old, it] of forgotten) onForget(old, it);
  }

  return {
    get(key) {
      const held = current.get(key);
      if (held !== undefined) return held;
      const older = previous.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
    set,
    delete(key) {
      current.delete(key);
      previous.delete(key);
    },
    *entries() {
      yield* previous;
      yield* current;
    },
  };
}
