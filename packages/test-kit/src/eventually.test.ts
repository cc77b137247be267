import { expect, it } from '@jest/globals';
import { eventually } from './eventually.ts';

it('asks until there is an answer', async () => {
  const answers = [undefined, false, null, 0, 'late'];
  expect(await eventually('an answer', () => answers.shift() as unknown)).toBe(0);
});

it('asks a probe that throws again', async () => {
  let calls = 0;
  const probe = () => {
    calls += 1;
    if (calls < 3) throw new Error('not yet');
    return calls;
  };
  expect(await eventually('a third call', probe)).toBe(3);
});

it.each([
  {
    title: 'the last answer',
    probe: () => false as const,
    message: 'not within 0.1 s: it (last: false)',
  },
  {
    title: 'the last failure',
    probe: () => {
      throw new Error('refused');
    },
    message: 'not within 0.1 s: it (last: refused)',
  },
])('says $title at the deadline', async ({ probe, message }) => {
  await expect(eventually('it', probe, { seconds: 0.1 })).rejects.toThrow(message);
});
