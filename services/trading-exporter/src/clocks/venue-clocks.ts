import type { VenueClock } from '@m4max/contracts';
import { createSlidingWindow } from '../histogram/sliding-window.ts';

/** Venues beyond this share one clock, `other`: they become labels. */
const MAX_VENUES = 64;
const SLICES = 30;
/** Further apart are not two clocks of one message. */
const LONGEST_NANOSECONDS = 3600e9;

export type ClockOfVenue = {
  /** Engine time minus venue time of one message; it may be negative. */
  observe(nanoseconds: number, atMilliseconds: number): void;
};

export type VenueClocks = {
  /** Where the messages of a venue are noted. */
  of(venue: string): ClockOfVenue;
  clocks(nowMilliseconds: number): readonly VenueClock[];
};

type Slice = { lowestNanoseconds: number; samples: number; skewed: number };

/**
 * How the clock of each venue stands to the engines'. The lowest time of the window is what the two
 * clocks differ by and the quickest message took: negative, it shows how far the venue is ahead at
 * least; positive, it cannot tell a slow clock from a long way.
 */
export function createVenueClocks(windowSeconds: number): VenueClocks {
  const venues = new Map<string, ReturnType<typeof createClock>>();
  return {
    of(venue) {
      const name = venues.has(venue) || venues.size < MAX_VENUES ? venue : 'other';
      const clock = venues.get(name) ?? createClock(windowSeconds);
      venues.set(name, clock);
      return clock;
    },
    clocks(nowMilliseconds) {
      return [...venues].flatMap(([venue, clock]) => {
        const { lowestNanoseconds, samples, skewed } = clock.within(nowMilliseconds);
        if (samples === 0) return [];
        const offset = lowestNanoseconds / 1e9;
        return [{ venue, offset_seconds_estimated: offset, samples, skewed_samples: skewed }];
      });
    },
  };
}

function createClock(windowSeconds: number) {
  const window = createSlidingWindow<Slice>({
    windowSeconds,
    sliceSeconds: windowSeconds / SLICES,
    create: () => ({ lowestNanoseconds: Number.POSITIVE_INFINITY, samples: 0, skewed: 0 }),
  });
  return {
    observe(nanoseconds: number, atMilliseconds: number): void {
      if (!(Math.abs(nanoseconds) <= LONGEST_NANOSECONDS)) return;
      const slice = window.at(atMilliseconds);
      if (slice === undefined) return;
      slice.samples += 1;
      if (nanoseconds < 0) slice.skewed += 1;
      if (nanoseconds < slice.lowestNanoseconds) slice.lowestNanoseconds = nanoseconds;
    },
    within(nowMilliseconds: number): Slice {
      const whole = { lowestNanoseconds: Number.POSITIVE_INFINITY, samples: 0, skewed: 0 };
      for (const slice of window.within(nowMilliseconds)) {
        whole.lowestNanoseconds = Math.min(whole.lowestNanoseconds, slice.lowestNanoseconds);
        whole.samples += slice.samples;
        whole.skewed += slice.skewed;
      }
      return whole;
    },
  };
}
