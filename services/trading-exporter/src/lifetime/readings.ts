/** What was read of counters that only grow, and when by a clock that is never set back. */
type Reading<Figures> = { readonly figures: Figures; readonly atMilliseconds: number };

/** Two readings of one life, and the time between them: what was counted in it is their difference. */
export type Span<Figures> = {
  readonly first: Figures;
  readonly last: Figures;
  readonly seconds: number;
};

/**
 * The readings of a window. Whoever counts begins at nought when it is started anew, so that readings
 * of a life before say nothing of this one and are forgotten.
 */
export function createReadings<Figures>(options: {
  readonly windowSeconds: number;
  readonly isAnotherLife: (before: Figures, now: Figures) => boolean;
}): {
  /** Answers whether a life began, as with the first reading of all. */
  take(figures: Figures, atMilliseconds: number): boolean;
  /** Undefined before the first reading; of one reading it lasts no time. */
  span(): Span<Figures> | undefined;
} {
  const { windowSeconds, isAnotherLife } = options;
  /** Oldest first; one every few seconds, for a window. */
  let readings: readonly Reading<Figures>[] = [];

  return {
    take(figures, atMilliseconds) {
      const before = readings.at(-1);
      const begins = before === undefined || isAnotherLife(before.figures, figures);
      const oldest = atMilliseconds - windowSeconds * 1000;
      const kept = begins ? [] : readings.filter((it) => it.atMilliseconds >= oldest);
      readings = [...kept, { figures, atMilliseconds }];
      return begins;
    },
    span() {
      const [first] = readings;
      const last = readings.at(-1);
      if (first === undefined || last === undefined) return undefined;
      const seconds = Math.max(0, last.atMilliseconds - first.atMilliseconds) / 1000;
      return { first: first.figures, last: last.figures, seconds };
    },
  };
}

/** A counter that fell has begun anew; one that is not known says nothing. */
export function fellBack(before: number | undefined, now: number | undefined): boolean {
  return before !== undefined && now !== undefined && now < before;
}
