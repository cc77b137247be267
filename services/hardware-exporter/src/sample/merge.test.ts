import { expect, it } from '@jest/globals';
import type { HardwareSourceName } from '@m4max/contracts';
import { hardwareFieldSources } from '@m4max/contracts';
import type { ReadingParts } from '../reading/reading.ts';
import { NOTHING } from '../reading/reading.ts';
import { merge } from './merge.ts';

function said(source: HardwareSourceName, parts: ReadingParts) {
  return { source, reading: { ...NOTHING, parts } };
}

const cores = { tiers: [], clusters: [], cores: [] };

it.each([
  { title: 'nothing', readings: [], parts: {}, from: {} },
  {
    title: 'each field of a part from the source that is believed for it',
    readings: [
      said('macmon', { memory: { total_bytes: 9, used_bytes: 5, swap_used_bytes: 1 } }),
      said('macos', { memory: { used_bytes: 4, wired_bytes: 2 } }),
    ],
    parts: { memory: { total_bytes: 9, used_bytes: 4, wired_bytes: 2, swap_used_bytes: 1 } },
    from: {
      'memory.total_bytes': 'macmon',
      'memory.used_bytes': 'macos',
      'memory.wired_bytes': 'macos',
      'memory.swap_used_bytes': 'macmon',
    },
  },
  {
    title: 'a part whole from the first that knows what makes it whole',
    readings: [
      said('macmon', { gpu: { scaled_ratio: 0.1 } }),
      said('mactop', { gpu: { active_ratio: 0.4 } }),
    ],
    parts: { gpu: { active_ratio: 0.4 } },
    from: { gpu: 'mactop' },
  },
  {
    title: 'half a part when nobody knows more',
    readings: [said('macmon', { gpu: { scaled_ratio: 0.1 } })],
    parts: { gpu: { scaled_ratio: 0.1 } },
    from: { gpu: 'macmon' },
  },
  {
    title: 'one field of a part that came from elsewhere',
    readings: [
      said('powermetrics', { cpu: { active_ratio: 0.2, ...cores } }),
      said('systeminformation', { cpu: { active_ratio: 0.3, load1: 4, ...cores } }),
    ],
    parts: { cpu: { active_ratio: 0.2, load1: 4, ...cores } },
    from: { cpu: 'powermetrics', 'cpu.load1': 'systeminformation' },
  },
  {
    title: 'no length of a mean that is of another source',
    readings: [
      said('powermetrics', { power: { cpu_watts: 4 } }),
      said('macmon', { power: { cpu_watts: 3, system_watts: 20, window_seconds: 4 } }),
    ],
    parts: { power: { cpu_watts: 4, system_watts: 20 } },
    from: { 'power.cpu_watts': 'powermetrics', 'power.system_watts': 'macmon' },
  },
  {
    title: 'the length of a mean with its watts',
    readings: [
      said('powermetrics', { power: { gpu_watts: 4 } }),
      said('macmon', { power: { cpu_watts: 3, window_seconds: 4 } }),
    ],
    parts: { power: { gpu_watts: 4, cpu_watts: 3, window_seconds: 4 } },
    from: {
      'power.cpu_watts': 'macmon',
      'power.gpu_watts': 'powermetrics',
      'power.window_seconds': 'macmon',
    },
  },
  {
    title: 'no empty lists',
    readings: [said('macmon', { fans: [] }), said('mactop', { fans: [{ name: 'a', rpm: 1 }] })],
    parts: { fans: [{ name: 'a', rpm: 1 }] },
    from: { fans: 'mactop' },
  },
  {
    title: 'a zero, which is a value',
    readings: [
      said('powermetrics', { power: { ane_watts: 0 } }),
      said('macmon', { power: { ane_watts: 1 } }),
    ],
    parts: { power: { ane_watts: 0 } },
    from: { 'power.ane_watts': 'powermetrics' },
  },
])('merge takes $title', ({ readings, parts, from }) => {
  const merged = merge(readings);
  expect(merged.parts).toEqual(parts);
  expect(Object.fromEntries(merged.from)).toEqual(from);
});

it('knows each field once, a part before its fields', () => {
  const fields = hardwareFieldSources.map(({ field }) => field);
  expect(new Set(fields).size).toBe(fields.length);
});
