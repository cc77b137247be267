import { expect, it } from '@jest/globals';
import type { CommandLine, Refusal } from './command-lines.ts';
import { bestLine, commandLines, invocation, nextLine } from './command-lines.ts';

const lines = commandLines(1);
const line = (position: number): CommandLine => {
  const found = lines[position];
  if (found === undefined) throw new Error(`the table has no line ${position}`);
  return found;
};

it('asks for the most first, and for text last', () => {
  expect(bestLine(1)).toEqual(line(0));
  expect(lines.map((it) => it.arguments.join(' '))).toEqual([
    '-s cpu_power,gpu_power,thermal,network,disk -i 1000 -n 3600 -f plist -b 0',
    '-s cpu_power,gpu_power,thermal -i 1000 -n 3600 -f plist -b 0',
    '-s cpu_power,gpu_power -i 1000 -n 3600 -f plist -b 0',
    '-s cpu_power,thermal -i 1000 -n 3600 -f plist -b 0',
    '-s cpu_power -i 1000 -n 3600 -f plist -b 0',
    '-s cpu_power,gpu_power,thermal -i 1000 -n 3600 -f text -b 0',
  ]);
});

it.each([
  { intervalSeconds: 0.1, milliseconds: '100' },
  { intervalSeconds: 0.2505, milliseconds: '251' },
  { intervalSeconds: 5, milliseconds: '5000' },
])('asks for whole milliseconds: $intervalSeconds s', ({ intervalSeconds, milliseconds }) => {
  const asked = commandLines(intervalSeconds).map((it) => it.arguments[3]);
  expect(new Set(asked)).toEqual(new Set([milliseconds]));
});

const without = (sampler: string): Refusal => ({ kind: 'unknown sampler', sampler });
it.each([
  { title: 'no network sampler', from: 0, because: without('network'), to: 1 },
  { title: 'no disk sampler', from: 0, because: without('disk'), to: 1 },
  { title: 'no thermal sampler', from: 0, because: without('thermal'), to: 2 },
  { title: 'no thermal sampler in the second line', from: 1, because: without('thermal'), to: 2 },
  { title: 'no GPU', from: 0, because: without('gpu_power'), to: 3 },
  { title: 'neither thermal sampler nor GPU', from: 2, because: without('gpu_power'), to: 3 },
  { title: 'after that', from: 3, because: without('thermal'), to: 4 },
  { title: 'no CPU', from: 0, because: without('cpu_power'), to: undefined },
  { title: 'nothing left to leave out', from: 4, because: without('cpu_power'), to: undefined },
  { title: 'a sampler nobody asked for', from: 1, because: without('smc'), to: undefined },
  { title: 'a faulty list', from: 0, because: { kind: 'unreadable' } as const, to: 5 },
  { title: 'a faulty shorter list', from: 4, because: { kind: 'unreadable' } as const, to: 5 },
  { title: 'faulty text', from: 5, because: { kind: 'unreadable' } as const, to: undefined },
  { title: 'text without thermal', from: 5, because: without('thermal'), to: undefined },
])('nextLine: $title', ({ from, because, to }) => {
  expect(nextLine(line(from), because)).toEqual(to === undefined ? undefined : line(to));
});

it('keeps the interval on the way', () => {
  expect(nextLine(bestLine(0.1), without('disk'))?.arguments).toContain('100');
});

it.each([
  {
    title: 'as a user through sudo, which must not ask',
    path: undefined,
    isRoot: false,
    program: 'sudo',
    first: ['-n', '/usr/bin/powermetrics'],
  },
  {
    title: 'as root directly',
    path: undefined,
    isRoot: true,
    program: '/usr/bin/powermetrics',
    first: [],
  },
  {
    title: 'a given one as it is',
    path: '/opt/look-alike',
    isRoot: false,
    program: '/opt/look-alike',
    first: [],
  },
])('runs powermetrics $title', ({ path, isRoot, program, first }) => {
  expect(invocation({ path, isRoot, line: line(0) })).toEqual({
    program,
    arguments: [...first, ...line(0).arguments],
  });
});
