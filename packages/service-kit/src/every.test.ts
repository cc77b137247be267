import { expect, it } from '@jest/globals';
import { every } from './every.ts';

it('never overlaps itself, goes on after a failure, and ends with the signal', async () => {
  const stopping = new AbortController();
  const errors: unknown[] = [];
  let running = 0;
  let most = 0;
  let runs = 0;
  await every(
    0.001,
    async () => {
      running += 1;
      most = Math.max(most, running);
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      if (runs === 2) throw new Error('second run');
      if (runs === 5) stopping.abort();
    },
    (error) => errors.push(error),
    stopping.signal,
  );
  expect({ most, runs, errors }).toEqual({ most: 1, runs: 5, errors: [new Error('second run')] });
});

it('does not run at all once the signal has come', async () => {
  let runs = 0;
  const job = async () => {
    runs += 1;
  };
  await every(1, job, () => undefined, AbortSignal.abort());
  expect(runs).toBe(0);
});
