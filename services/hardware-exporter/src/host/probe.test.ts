import { expect, it } from '@jest/globals';
import { probe } from './probe.ts';

it('asks again only when it is time', async () => {
  let asked = 0;
  const memory = probe({
    everySeconds: 10,
    roundSeconds: 1,
    read: async () => ({ kind: 'value', value: (asked += 1) }),
  });
  expect(memory.current(0)).toEqual({ kind: 'none', reason: 'not read yet' });
  await memory.refresh(0);
  await memory.refresh(9);
  expect(memory.current(9)).toEqual({ kind: 'value', value: 1 });
  await memory.refresh(10);
  expect(memory.current(10)).toEqual({ kind: 'value', value: 2 });
});

it('takes a round that comes a moment early for its time', async () => {
  let asked = 0;
  const gpu = probe({
    everySeconds: 1,
    roundSeconds: 1,
    read: async () => ({ kind: 'value', value: (asked += 1) }),
  });
  for (const now of [0, 0.98, 1.5, 1.99]) await gpu.refresh(now);
  expect(asked).toBe(3);
});

it('asks out of turn when told to, though not twice within a second', async () => {
  const askedAt: number[] = [];
  const processes = probe({
    everySeconds: 10,
    roundSeconds: 1,
    read: async (now) => ({ kind: 'value', value: askedAt.push(now) }),
  });
  await processes.refresh(0);
  await processes.refresh(0.5, { atOnce: true });
  await processes.refresh(3, { atOnce: true });
  await processes.refresh(3.5, { atOnce: true });
  await processes.refresh(10); // The next turn is counted from the last question.
  await processes.refresh(13);
  expect(askedAt).toEqual([0, 3, 13]);
});

it('waits for an open question even when told not to', async () => {
  let asked = 0;
  const processes = probe({
    everySeconds: 10,
    roundSeconds: 1,
    read: () => {
      asked += 1;
      return new Promise<never>(() => undefined);
    },
  });
  void processes.refresh(0);
  await processes.refresh(5, { atOnce: true });
  expect(asked).toBe(1);
});

it('keeps the last answer while the next one is late, then says so', async () => {
  const answers = [
    Promise.resolve({ kind: 'value', value: 'full' } as const),
    new Promise<never>(() => undefined),
  ];
  const disk = probe({
    everySeconds: 10,
    roundSeconds: 1,
    read: () => answers.shift() ?? Promise.reject(new Error('asked twice at once')),
  });
  await disk.refresh(0);
  void disk.refresh(10);
  void disk.refresh(20); // One question at a time.
  expect(disk.current(20)).toEqual({ kind: 'value', value: 'full' });
  expect(disk.current(70)).toEqual({
    kind: 'none',
    reason: 'the system has not answered for 60 s',
  });
});

it('keeps an answer until the next rounds, however far they are apart', async () => {
  const memory = probe({
    everySeconds: 2,
    roundSeconds: 60,
    read: async () => ({ kind: 'value', value: 7 }),
  });
  await memory.refresh(0);
  expect(memory.current(59.9)).toEqual({ kind: 'value', value: 7 });
  expect(memory.current(200)).toEqual({ kind: 'none', reason: 'not read yet' });
});

it('does not call a question late that was asked a moment ago', async () => {
  const gpu = probe({
    everySeconds: 1,
    roundSeconds: 1,
    read: () => new Promise<never>(() => undefined),
  });
  void gpu.refresh(100);
  expect(gpu.current(100)).toEqual({ kind: 'none', reason: 'not read yet' });
  expect(gpu.current(106)).toEqual({
    kind: 'none',
    reason: 'the system has not answered for 6 s',
  });
});

it('turns a failure into a reason', async () => {
  const network = probe({
    everySeconds: 1,
    roundSeconds: 1,
    read: () => Promise.reject(new Error('EACCES')),
  });
  await network.refresh(0);
  expect(network.current(0)).toEqual({ kind: 'none', reason: 'the system refused: EACCES' });
});
