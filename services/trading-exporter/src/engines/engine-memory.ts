import type { EngineFigures } from './engine-figures.ts';
import type { EngineGrowth } from './engine-growth.ts';
import { engineGrowth } from './engine-growth.ts';

/** What one reading of a page said, and when by a clock that is never set back. */
export type EngineReading = { readonly figures: EngineFigures; readonly atMilliseconds: number };

/** Remembers the readings of a window; an engine that was started anew is another one. */
export type EngineMemory = {
  take(figures: EngineFigures, atMilliseconds: number): void;
  /** What happened in the window; little is known after one reading. */
  growth(): EngineGrowth;
};

export function createEngineMemory(windowSeconds: number): EngineMemory {
  /** Oldest first, one every few seconds: a window of them. */
  let readings: readonly EngineReading[] = [];
  let finestStepSeconds = Number.POSITIVE_INFINITY;

  return {
    take(figures, atMilliseconds) {
      const last = readings.at(-1);
      const isAnew = last !== undefined && hasRestarted(last, { figures, atMilliseconds });
      const kept = isAnew ? [] : readings;
      readings = [
        ...kept.filter((it) => it.atMilliseconds >= atMilliseconds - windowSeconds * 1000),
        { figures, atMilliseconds },
      ];
      // Noughts at the end of a number are not written: the longest one tells how it is rounded.
      const step = figures.mean?.stepSeconds ?? Number.POSITIVE_INFINITY;
      finestStepSeconds = Math.min(isAnew ? Number.POSITIVE_INFINITY : finestStepSeconds, step);
    },
    growth: () => engineGrowth(readings, finestStepSeconds),
  };
}

/** Everything that is counted for life only ever grows. */
function hasRestarted(before: EngineReading, now: EngineReading): boolean {
  const fellBack = (earlier: number | undefined, later: number | undefined) =>
    earlier !== undefined && later !== undefined && later < earlier;
  return (
    fellBack(before.figures.uptimeSeconds, now.figures.uptimeSeconds) ||
    fellBack(before.figures.operations, now.figures.operations) ||
    before.figures.timings.some(({ metric, count, sumSeconds }) => {
      const later = now.figures.timings.find((it) => it.metric === metric);
      return fellBack(count, later?.count) || fellBack(sumSeconds, later?.sumSeconds);
    })
  );
}
