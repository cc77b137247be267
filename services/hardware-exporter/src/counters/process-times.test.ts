import { expect, it } from '@jest/globals';
import { busiest, processTimes, residentBytes } from './process-times.ts';

function stat(options: { pid: number; name: string; user: number; started: number }): string {
  const { pid, name, user, started } = options;
  return `${pid} (${name}) S 1 1 1 0 -1 4194560 1 0 0 0 ${user} 50 0 0 20 0 1 0 ${started} 1000 200 18446744073709551615`;
}

it.each([
  { title: 'a plain name', name: 'node' },
  { title: 'a name with spaces', name: 'Web Content' },
  { title: 'a name with parentheses', name: 'a) S (b' },
])('processTimes: $title', ({ name }) => {
  expect(processTimes(stat({ pid: 12, name, user: 150, started: 77 }))).toEqual({
    name,
    pid: 12,
    started: '77',
    busySeconds: 2,
  });
});

it('processTimes: a name fit to be shown', () => {
  const read = processTimes(stat({ pid: 12, name: 'a\n\u001bb', user: 0, started: 1 }));
  expect(read?.name).toBe('a b');
});

it.each(['', '12 (cut', '12 (cut) S 1 2'])('processTimes: nothing in %j', (text) => {
  expect(processTimes(text)).toBeUndefined();
});

it('residentBytes: of a process, and none of a kernel thread', () => {
  expect(residentBytes('Name:\tnode\nVmRSS:\t   2048 kB\nThreads:\t1\n')).toBe(2048 * 1024);
  expect(residentBytes('Name:\tkthreadd\n')).toBeUndefined();
});

it('busiest: the busiest first, neither idle ones nor new ones nor those whose id was used again', () => {
  const process = (pid: number, busySeconds: number, started = '1') => ({
    name: `p${pid}`,
    pid,
    started,
    busySeconds,
  });
  const found = busiest({
    before: [process(1, 5), process(2, 5), process(3, 5), process(4, 5)],
    after: [process(1, 6), process(2, 9), process(3, 5), process(4, 9, '2'), process(5, 9)],
    seconds: 2,
    most: 5,
  });
  expect(found.map(({ name, coresUsed }) => [name, coresUsed])).toEqual([
    ['p2', 2],
    ['p1', 0.5],
  ]);
  expect(busiest({ before: [process(1, 1)], after: [process(1, 2)], seconds: 0, most: 5 })).toEqual(
    [],
  );
});

it('busiest: by its name where the system does not say when a process began', () => {
  const process = (name: string, busySeconds: number) => ({ name, pid: 1, busySeconds });
  const found = (name: string) =>
    busiest({ before: [process('old', 1)], after: [process(name, 9)], seconds: 4, most: 5 });
  expect(found('old')).toMatchObject([{ name: 'old', coresUsed: 2 }]);
  expect(found('new')).toEqual([]);
});
