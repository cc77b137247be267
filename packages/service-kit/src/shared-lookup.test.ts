import { expect, it } from '@jest/globals';
import { sharedLookup } from './shared-lookup.ts';

it('asks for a name once at a time, and anew when the answer is there', async () => {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const lookup = sharedLookup((host) => {
    asked.push(host);
    return new Promise((resolve) => answers.push(() => resolve(`address of ${host}`)));
  });
  const first = [lookup('a'), lookup('b'), lookup('a')];
  expect(asked).toEqual(['a', 'b']);
  for (const answer of answers.splice(0)) answer();
  expect(await Promise.all(first)).toEqual(['address of a', 'address of b', 'address of a']);
  const again = lookup('a');
  expect(asked).toEqual(['a', 'b', 'a']);
  for (const answer of answers) answer();
  await again;
});

it('tells all who wait that it failed, and asks anew', async () => {
  let times = 0;
  const lookup = sharedLookup(() => {
    times += 1;
    return Promise.reject(new Error('no such name'));
  });
  const both = await Promise.allSettled([lookup('a'), lookup('a')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(lookup('a')).rejects.toThrow('no such name');
  expect(times).toBe(2);
});
