/**
 * A window that slides over time in slices: what is put into a slice is forgotten as a whole when the
 * window has passed it. Times are milliseconds since 1970.
 */
export type SlidingWindow<Slice> = {
  /** The slice of a moment, made when first asked for; nothing when the window has passed it. */
  at(milliseconds: number): Slice | undefined;
  /** The slices of the window that ends now, in no order. Forgets what is from the future. */
  within(nowMilliseconds: number): readonly Slice[];
};

type Held<Slice> = { readonly index: number; readonly slice: Slice };

export function createSlidingWindow<Slice>(options: {
  readonly windowSeconds: number;
  readonly sliceSeconds: number;
  readonly create: () => Slice;
}): SlidingWindow<Slice> {
  const { windowSeconds, sliceSeconds, create } = options;
  // One more than fill the window: the oldest leaves when all of it is too old.
  const size = Math.ceil(windowSeconds / sliceSeconds) + 1;
  const ring: (Held<Slice> | undefined)[] = [];
  let latest: Held<Slice> | undefined;
  const indexOf = (milliseconds: number) => Math.floor(milliseconds / (sliceSeconds * 1000));
  return {
    at(milliseconds) {
      const index = indexOf(milliseconds);
      if (latest?.index === index) return latest.slice;
      const held = ring[index % size];
      if (held !== undefined && held.index > index) return undefined;
      latest = held?.index === index ? held : { index, slice: create() };
      ring[index % size] = latest;
      return latest.slice;
    },
    within(nowMilliseconds) {
      const newest = indexOf(nowMilliseconds);
      // The clock was set back since: slices from before would keep their places until it has caught up.
      ring.forEach((held, place) => {
        if (held !== undefined && held.index > newest + 1) ring[place] = undefined;
      });
      if (latest !== undefined && latest.index > newest + 1) latest = undefined;
      return ring.flatMap((held) =>
        held !== undefined && held.index > newest - size && held.index <= newest
          ? [held.slice]
          : [],
      );
    },
  };
}
