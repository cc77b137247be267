import { expect, it } from '@jest/globals';
import { logSteps } from './log-steps.ts';

it.each([
  { title: 'all is well', lowest: 0.1, highest: 2, steps: [0.1, 0.3, 1] },
  { title: 'six times over', lowest: 0.1, highest: 6.5, steps: [0.1, 0.3, 1, 3] },
  { title: 'ends on a step', lowest: 0.01, highest: 10, steps: [0.01, 0.03, 0.1, 0.3, 1, 3, 10] },
  { title: 'far over', lowest: 0.1, highest: 5000, steps: [0.1, 0.3, 1, 3, 10, 30, 100] },
])('logSteps: $title', ({ lowest, highest, steps }) => {
  expect(logSteps(lowest, highest)).toEqual(steps);
});
