import { createSlidingWindow } from '../histogram/sliding-window.ts';

const SLICES = 30;

/** How many entries an input has lost since the exporter started; absent where nobody can tell. */
type Losing = { readonly name: string; readonly lostEntries?: number };

export type RecentLosses = {
  /**
   * Entries that were lost in the window that ends now, by totals that are told at every sample. Absent
   * while no input can tell.
   */
  within(inputs: readonly Losing[], nowMilliseconds: number): number | undefined;
};

export function createRecentLosses(windowSeconds: number): RecentLosses {
  const totals = new Map<string, number>(); // As many as there are inputs.
  const window = createSlidingWindow({
    windowSeconds,
    sliceSeconds: windowSeconds / SLICES,
    create: () => ({ entries: 0 }),
  });
  return {
    within(inputs, nowMilliseconds) {
      let isTold = false;
      for (const { name, lostEntries } of inputs) {
        if (lostEntries === undefined) continue;
        isTold = true;
        const before = totals.get(name) ?? 0;
        totals.set(name, lostEntries);
        const slice = window.at(nowMilliseconds);
        if (slice !== undefined && lostEntries > before) slice.entries += lostEntries - before;
      }
      if (!isTold) return undefined;
      return window.within(nowMilliseconds).reduce((sum, { entries }) => sum + entries, 0);
    },
  };
}
