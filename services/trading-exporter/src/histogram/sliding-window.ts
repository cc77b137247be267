/**
 * A window that slides over time in slices: what is put into a slice is forgotten as a whole when the
 * window has passed it. Times are milliseconds since 1970.
 */
export type SlidingWindow<Slice> = {
  /** The slice of a moment, made when first asked for; nothing when the window has passed it. */
  at(milliseconds: number): Slice | undefined;
  /** The slices of the window that ends now, in no order. */
  within(nowMilliseconds: number): readonly Slice[];
};

export function createSlidingWindow<Slice>(options: {
  readonly windowSeconds: number;
  readonly sliceSeconds: number;
  readonly create: () => Slice;
}): SlidingWindow<Slice> {
  const { windowSeconds, sliceSeconds, create } = options;
  // One more than fill the window: the oldest leaves when all of it is too old.
  const size = Math.ceil(windowSeconds / sliceSeconds) + 1;
  const ring: ({ readonly index: number; readonly slice: Slice } | undefined)[] = [];
  const indexOf = (milliseconds: number) => Math.floor(milliseconds / (sliceSeconds * 1000));
  return {
    at(milliseconds) {
      const index = indexOf(milliseconds);
      const held = ring[index % size];
      if (held?.index === index) return held.slice;
      if (held !== undefined && held.index > index) return undefined;
      const slice = create();
      ring[index % size] = { index, slice };
      return slice;
    },
    within(nowMilliseconds) {
      const newest = indexOf(nowMilliseconds);
      return ring.flatMap((held) =>
        held !== undefined && held.index > newest - size && held.index <= newest
          ? [held.slice]
          : [],
      );
    },
  };
}
