import { expect, it } from '@jest/globals';
import { commandLine, SAMPLERS } from './command.ts';

const flags = ['-s', 'cpu_power,gpu_power,thermal', '-i', '1000', '-f', 'plist', '-b', '0'];

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
  expect(commandLine({ path, isRoot, samplers: SAMPLERS, intervalSeconds: 1 })).toEqual({
    program,
    arguments: [...first, ...flags],
  });
});

it('asks for the samplers that are left and for whole milliseconds', () => {
  const { arguments: given } = commandLine({
    path: '/x',
    isRoot: false,
    samplers: ['cpu_power'],
    intervalSeconds: 0.2505,
  });
  expect(given).toEqual(['-s', 'cpu_power', '-i', '251', '-f', 'plist', '-b', '0']);
});
