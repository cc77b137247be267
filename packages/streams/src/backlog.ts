/** Oldest first. What does not fit is dropped at the old end and counted. */
export type Backlog<T> = {
  push(item: T, at: Date): void;
  first(): T | undefined;
  /** Takes the first away. */
  shift(): void;
  /** Takes away what is older, uncounted: it is not wanted any more. */
  forgetBefore(at: Date): void;
  size(): number;
  /** How many were dropped since this was last asked. */
  takeDropped(): number;
};

/** Keeps what is younger than `seconds`, seen from the newest, and never more than `count`. */
export function createBacklog<T>({
  seconds,
  count,
}: {
  readonly seconds: number;
  readonly count: number;
}): Backlog<T> {
  let items: { readonly item: T; readonly at: number }[] = [];
  let dropped = 0;
  return {
    push(item, at) {
      items.push({ item, at: at.getTime() });
      const oldest = at.getTime() - seconds * 1000;
      const kept = items.filter((one) => one.at >= oldest).slice(-count);
      dropped += items.length - kept.length;
      items = kept;
    },
    first: () => items[0]?.item,
    shift() {
      items.shift();
    },
    forgetBefore(at) {
      items = items.filter((one) => one.at >= at.getTime());
    },
    size: () => items.length,
    takeDropped() {
      const taken = dropped;
      dropped = 0;
      return taken;
    },
  };
}
