import { expect, it } from '@jest/globals';
import { readOffset } from './clock-offset.ts';

const ASKED = 1_000_000;

it.each([
  { title: 'the same clock', bus: 1_000_001, took: 2, seconds: 0, step: undefined },
  { title: 'ahead', bus: 1_003_001, took: 2, seconds: 3, step: undefined },
  { title: 'behind', bus: 999_001, took: 2, seconds: -1, step: undefined },
  { title: 'drifted', before: 0.1, bus: 1_000_201, took: 2, seconds: 0.2, step: undefined },
  { title: 'set forward', before: 0, bus: 1_000_301, took: 2, seconds: 0.3, step: 0.3 },
  { title: 'set back', before: 0, bus: 999_501, took: 2, seconds: -0.5, step: -0.5 },
  {
    title: 'a step no larger than the doubt',
    before: 0,
    bus: 1_000_800,
    took: 1000,
    seconds: 0.3,
    step: undefined,
  },
])('readOffset: $title', ({ before, bus, took, seconds, step }) => {
  const offset = readOffset({
    before: before === undefined ? undefined : { seconds: before, stepSeconds: undefined },
    askedMilliseconds: ASKED,
    answeredMilliseconds: ASKED + took,
    busMilliseconds: bus,
  });
  expect(offset.seconds).toBeCloseTo(seconds, 6);
  if (step === undefined) expect(offset.stepSeconds).toBeUndefined();
  else expect(offset.stepSeconds).toBeCloseTo(step, 6);
});
