import { expect, it } from '@jest/globals';
import { oneAtATime } from './one-at-a-time.ts';

it('runs jobs in order, also after one that failed', async () => {
  const inTurn = oneAtATime();
  const ran: string[] = [];
  const first = inTurn(async () => {
    await Promise.resolve();
    ran.push('first');
    throw new Error('no store');
  });
  const second = inTurn(async () => ran.push('second'));
  await expect(first).rejects.toThrow('no store');
  await second;
  expect(ran).toEqual(['first', 'second']);
});

it('turns callers away when too many wait', async () => {
  const inTurn = oneAtATime();
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const running = Array.from({ length: 8 }, () => inTurn(() => gate));
  expect(() => inTurn(async () => 1)).toThrow(/Too many/);
  release();
  await Promise.all(running);
  await expect(inTurn(async () => 1)).resolves.toBe(1);
});
