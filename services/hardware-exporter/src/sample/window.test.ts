import { expect, it } from '@jest/globals';
import type { Reading } from '../reading/reading.ts';
import { withoutOverlongWindow } from './window.ts';

function reading(windowSeconds: number | undefined): Reading {
  return {
    ...(windowSeconds === undefined ? {} : { windowSeconds }),
    chip: {},
    parts: { power: { cpu_watts: 1 }, gpu: { active_ratio: 0.5 } },
    joules: { cpu: 12 },
    missing: [],
  };
}

it.each([
  { title: 'as asked', windowSeconds: 1.02 },
  { title: 'three intervals', windowSeconds: 3 },
  { title: 'unknown', windowSeconds: undefined },
])('withoutOverlongWindow keeps a window that is $title', ({ windowSeconds }) => {
  expect(withoutOverlongWindow(reading(windowSeconds), 1)).toEqual(reading(windowSeconds));
});

it('keeps a window of a moment, however short the interval is', () => {
  expect(withoutOverlongWindow(reading(0.4), 0.1)).toEqual(reading(0.4));
  expect(withoutOverlongWindow(reading(1.1), 0.1).parts).toEqual({});
});

it('drops the gauges of a window that a sleep made long, and keeps its energy', () => {
  const kept = withoutOverlongWindow(reading(3600), 1);
  expect(kept.parts).toEqual({});
  expect(kept.joules).toEqual({ cpu: 12 });
  expect(kept.missing.map(({ field }) => field)).toEqual(['power', 'gpu']);
  expect(kept.missing[0]?.reason).toContain('3600.0 s instead of 1 s');
});
