/** Good and bad events of a bucket of time; `index` counts buckets since 1970. */
type Bucket = readonly [index: number, good: number, bad: number];

export type Events = { readonly good: number; readonly bad: number };

/** Counts of the last days in buckets. Adding allocates nothing: market data adds 100,000 times a second. */
export type EventRing = {
  /** What is older than the ring is not kept. */
  add(good: number, bad: number, atMilliseconds: number): void;
  /** The events of the window that ends now; it is up to one bucket longer, never shorter. */
  within(windowSeconds: number, nowMilliseconds: number): Events;
  /** The buckets that hold something, oldest first. */
  buckets(): readonly Bucket[];
};

export function createEventRing(options: {
  readonly bucketSeconds: number;
  readonly keepSeconds: number;
}): EventRing {
  const { bucketSeconds, keepSeconds } = options;
  const bucketMilliseconds = bucketSeconds * 1000;
  const size = Math.ceil(keepSeconds / bucketSeconds) + 1; // The newest one is not full yet.
  const indexes = new Int32Array(size).fill(-1);
  const goods = new Float64Array(size);
  const bads = new Float64Array(size);

  function add(good: number, bad: number, atMilliseconds: number): void {
    // A 32-bit integer: the remainder of a double costs a hundred times as much.
    const index = (atMilliseconds / bucketMilliseconds) | 0;
    const slot = index % size;
    const held = indexes[slot];
    if (held !== index) {
      if (held === undefined || held > index) return;
      indexes[slot] = index;
      goods[slot] = 0;
      bads[slot] = 0;
    }
    goods[slot] = (goods[slot] ?? 0) + good;
    bads[slot] = (bads[slot] ?? 0) + bad;
  }

  return {
    add,
    within(windowSeconds, nowMilliseconds) {
      const newest = Math.floor(nowMilliseconds / bucketMilliseconds);
      const oldest = newest - Math.min(size - 1, Math.ceil(windowSeconds / bucketSeconds));
      let good = 0;
      let bad = 0;
      for (let index = Math.max(0, oldest); index <= newest; index++) {
        const slot = index % size;
        if (indexes[slot] !== index) continue;
        good += goods[slot] ?? 0;
        bad += bads[slot] ?? 0;
      }
      return { good, bad };
    },
    buckets: () =>
      [...indexes]
        .map((index, slot): Bucket => [index, goods[slot] ?? 0, bads[slot] ?? 0])
        .filter(([index]) => index >= 0)
        .toSorted((a, b) => a[0] - b[0]),
  };
}
