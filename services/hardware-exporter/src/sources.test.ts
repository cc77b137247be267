import { expect, it } from '@jest/globals';
import type { HardwareSourceName } from '@m4max/contracts';
import { unusedSources } from './sources.ts';

const nothing: readonly HardwareSourceName[] | undefined = undefined;

it.each([
  { title: 'all of them on a Mac', wanted: nothing, platform: 'darwin', paths: {}, unused: [] },
  {
    title: 'the operating system alone on Linux',
    wanted: nothing,
    platform: 'linux',
    paths: {},
    unused: ['powermetrics', 'macmon', 'mactop', 'macos'],
  },
  {
    title: 'a tool whose path is given, anywhere',
    wanted: nothing,
    platform: 'linux',
    paths: { POWERMETRICS_PATH: '/opt/powermetrics' },
    unused: ['macmon', 'mactop', 'macos'],
  },
  {
    title: 'what was asked for, and nothing else',
    wanted: ['macmon', 'macos'] as const,
    platform: 'darwin',
    paths: {},
    unused: ['powermetrics', 'mactop', 'systeminformation'],
  },
] as const)('reads $title', ({ wanted, platform, paths, unused }) => {
  expect([
    ...unusedSources({ HARDWARE_SOURCES: wanted && [...wanted], ...paths }, platform).keys(),
  ]).toEqual(unused);
});

it('says why a source is not read', () => {
  const chosen = unusedSources({ HARDWARE_SOURCES: ['macos'] }, 'darwin');
  expect(chosen.get('macmon')).toBe('macmon is not among HARDWARE_SOURCES');
  const elsewhere = unusedSources({}, 'linux');
  expect(elsewhere.get('macmon')).toContain('only a Mac');
});
