import { expect, it } from '@jest/globals';
import { restartDelaySeconds } from './restart-delay.ts';

it('waits longer after each failure in a row, up to half a minute', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 100].map(restartDelaySeconds)).toEqual([
    1, 1, 2, 4, 8, 16, 30, 30, 30,
  ]);
});
