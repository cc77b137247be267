import { expect, it } from '@jest/globals';
import { probe } from './probe.ts';

it('asks again only when it is time', async () => {
  let asked = 0;
  const memory = probe({
    everySeconds: 10,
    read: async () => ({ kind: 'value', value: (asked += 1) }),
  });
  expect(memory.current(0)).toEqual({ kind: 'none', reason: 'not read yet' });
  await memory.refresh(0);
  await memory.refresh(9);
  expect(memory.current(9)).toEqual({ kind: 'value', value: 1 });
  await memory.refresh(10);
  expect(memory.current(10)).toEqual({ kind: 'value', value: 2 });
});

it('keeps the last answer while the next one is late, then says so', async () => {
  const answers = [
    Promise.resolve({ kind: 'value', value: 'full' } as const),
    new Promise<never>(() => undefined),
  ];
  const disk = probe({
    everySeconds: 10,
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

it('turns a failure into a reason', async () => {
  const network = probe({ everySeconds: 1, read: () => Promise.reject(new Error('EACCES')) });
  await network.refresh(0);
  expect(network.current(0)).toEqual({ kind: 'none', reason: 'the system refused: EACCES' });
});
