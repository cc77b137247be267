import { createReadings, fellBack } from '../lifetime/readings.ts';
import type { EngineFigures } from './engine-figures.ts';
import type { EngineGrowth } from './engine-growth.ts';
import { engineGrowth } from './engine-growth.ts';

/** Remembers what the page of an engine said in the window. */
export type EngineMemory = {
  take(figures: EngineFigures, atMilliseconds: number): void;
  /** What happened in the window; little is known after one reading. */
  growth(): EngineGrowth;
};

export function createEngineMemory(windowSeconds: number): EngineMemory {
  const readings = createReadings({ windowSeconds, isAnotherLife: hasRestarted });
  let finestStepSeconds = Number.POSITIVE_INFINITY;

  return {
    take(figures, atMilliseconds) {
      const begins = readings.take(figures, atMilliseconds);
      // Noughts at the end of a number are not written: the longest one tells how it is rounded.
      const step = figures.mean?.stepSeconds ?? Number.POSITIVE_INFINITY;
      finestStepSeconds = Math.min(begins ? Number.POSITIVE_INFINITY : finestStepSeconds, step);
    },
    growth() {
      const span = readings.span();
      return span === undefined ? {} : engineGrowth(span, finestStepSeconds);
    },
  };
}

/** Everything that is counted for life only ever grows. */
function hasRestarted(before: EngineFigures, now: EngineFigures): boolean {
  return (
    fellBack(before.uptimeSeconds, now.uptimeSeconds) ||
    fellBack(before.operations, now.operations) ||
    before.timings.some(({ metric, count, sumSeconds }) => {
      const later = now.timings.find((it) => it.metric === metric);
      return fellBack(count, later?.count) || fellBack(sumSeconds, later?.sumSeconds);
    })
  );
}
