/** How much of the market data of the last window was measured. */
export type Sampling = {
  /** What came since the last call; `arrived` is absent when some of it cannot be counted. */
  add(since: {
    readonly measured: number;
    readonly arrived: number | undefined;
    readonly atMilliseconds: number;
  }): void;
  /** Absent while none came, or its number is not known. */
  ratio(nowMilliseconds: number): number | undefined;
};

/** One part a look, a few seconds each: bounded by the window. */
export function createSampling(windowSeconds: number): Sampling {
  let parts: { measured: number; arrived: number | undefined; atMilliseconds: number }[] = [];

  function within(nowMilliseconds: number): typeof parts {
    const from = nowMilliseconds - windowSeconds * 1000;
    return parts.filter(
      ({ atMilliseconds: at }) => at > from && at <= nowMilliseconds, // The clock may be set back.
    );
  }

  return {
    add(part) {
      parts = within(part.atMilliseconds);
      if (part.arrived !== 0) parts.push(part);
    },
    ratio(nowMilliseconds) {
      let measured = 0;
      let arrived = 0;
      for (const part of within(nowMilliseconds)) {
        if (part.arrived === undefined) return undefined;
        measured += part.measured;
        arrived += part.arrived;
      }
      return arrived === 0 ? undefined : Math.min(1, measured / arrived);
    },
  };
}
