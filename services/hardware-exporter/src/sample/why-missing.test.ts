import { expect, it } from '@jest/globals';
import type { HardwareSourceName } from '@m4max/contracts';
import { whyMissing } from './why-missing.ts';

function reasonsOf(
  silent: readonly (readonly [HardwareSourceName, string])[],
  options: { readonly platform?: NodeJS.Platform; readonly chip?: string } = {},
): ReadonlyMap<string, string> {
  const { platform = 'darwin', chip } = options;
  const sources = { platform, silent: new Map(silent) };
  const reasons = whyMissing(sources, chip === undefined ? {} : { name: chip });
  return new Map(reasons.map(({ field, reason }) => [field, reason]));
}

it.each([
  {
    title: 'the most believed source that is silent',
    silent: [
      ['macmon', 'macmon is not installed'],
      ['powermetrics', 'powermetrics needs root'],
    ],
    field: 'power.cpu_watts',
    reason: 'powermetrics needs root',
  },
  {
    title: 'one that has just started, before all others',
    silent: [
      ['macos', 'macos is not among HARDWARE_SOURCES'],
      ['macmon', 'not yet: macmon has delivered nothing'],
    ],
    field: 'memory.used_bytes',
    reason: 'not yet: macmon has delivered nothing',
  },
  {
    title: 'sources that deliver and say nothing of it',
    silent: [],
    field: 'fans',
    reason: 'macmon and mactop gave no reading of it',
  },
] as const)('whyMissing names $title', ({ silent, field, reason }) => {
  expect(reasonsOf(silent).get(field)).toBe(reason);
});

it.each([
  { chip: 'Apple M2 Pro', reason: 'mactop is not installed' },
  {
    chip: 'Apple M4 Max',
    reason: 'no tool counts the traffic between Apple M4 Max and its memory',
  },
  { chip: undefined, reason: 'no tool counts the traffic between this chip and its memory' },
])('whyMissing knows who could count the traffic to the memory of $chip', ({ chip, reason }) => {
  const reasons = reasonsOf([['mactop', 'mactop is not installed']], chip ? { chip } : {});
  expect(reasons.get('memory.bandwidth_bytes_per_second')).toBe(reason);
});

it('whyMissing says on a Mac alone that the GPU does not tell its APIs', () => {
  const field = 'gpu.metal_performance_shaders_ratio';
  expect(reasonsOf([]).get(field)).toContain('Metal Performance Shaders');
  expect(reasonsOf([], { platform: 'linux' }).has(field)).toBe(false);
});
