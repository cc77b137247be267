import type { Reading } from '../reading/reading.ts';

/** A window this many intervals long is no reading of now: the machine slept, or the source stood still. */
const LONGEST_WINDOW_INTERVALS = 3;

/** Sleeps are longer: a busy machine, or a tool that needs its time, makes such a window of 0.1 s. */
const LEAST_OVERLONG_SECONDS = 1;

export function isOverlong(windowSeconds: number, intervalSeconds: number): boolean {
  return (
    windowSeconds > Math.max(LEAST_OVERLONG_SECONDS, LONGEST_WINDOW_INTERVALS * intervalSeconds)
  );
}

/** Leaves the gauges of an overlong window out and says why; its energy was really taken and stays. */
export function withoutOverlongWindow(reading: Reading, intervalSeconds: number): Reading {
  const { windowSeconds } = reading;
  if (windowSeconds === undefined || !isOverlong(windowSeconds, intervalSeconds)) return reading;
  const reason = `the source measured over ${windowSeconds.toFixed(1)} s instead of ${intervalSeconds} s, as after sleep: the mean says nothing about now`;
  const fields = Object.keys(reading.parts);
  return {
    ...reading,
    parts: {},
    missing: [...reading.missing, ...fields.map((field) => ({ field, reason }))],
  };
}
