import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import type { HardwareSample } from '@m4max/contracts';
import { crossedThreshold } from './crossed-threshold.ts';
import { thermalOf } from './thermal.ts';

const GB = 1e9;

function sample(parts: Partial<HardwareSample>): HardwareSample {
  return {
    v: 1,
    host: 'mac',
    taken_at: '2026-02-03T09:30:00.000Z',
    interval_seconds: 1,
    source: { name: 'powermetrics' },
    chip: {},
    missing: [],
    ...parts,
  };
}
const busy = (ratio: number) =>
  sample({ cpu: { performance_active_ratio: ratio, tiers: [], clusters: [], cores: [] } });
const using = (used_bytes: number, total_bytes = 128 * GB) =>
  sample({ memory: { used_bytes, total_bytes } });
const thermal = (word: string) => sample({ thermal: thermalOf(word) });

it.each([
  { title: 'cores rose', before: busy(0.9), after: busy(0.91), because: /performance cores/ },
  { title: 'cores stayed high', before: busy(0.95), after: busy(1), because: undefined },
  { title: 'cores fell', before: busy(1), after: busy(0.2), because: undefined },
  { title: 'cores at the bar', before: busy(0.2), after: busy(0.9), because: undefined },
  { title: 'memory rose', before: using(80 * GB), after: using(91 * GB), because: /memory/ },
  { title: 'memory at the bar', before: using(80 * GB), after: using(90 * GB), because: undefined },
  {
    title: 'a smaller Mac',
    before: using(20 * GB, 32 * GB),
    after: using(23 * GB, 32 * GB),
    because: /memory/,
  },
  { title: 'memory without a size', before: using(1, 0), after: using(2, 0), because: undefined },
  { title: 'heat', before: thermal('Moderate'), after: thermal('Heavy'), because: /thermal/ },
  {
    title: 'heat at once',
    before: thermal('Nominal'),
    after: thermal('Sleeping'),
    because: /thermal/,
  },
  { title: 'more heat', before: thermal('Heavy'), after: thermal('Trapping'), because: undefined },
  {
    title: 'an unknown word',
    before: thermal('Nominal'),
    after: thermal('Toasty'),
    because: undefined,
  },
  { title: 'the first sample', before: undefined, after: busy(1), because: undefined },
  { title: 'a value come back', before: sample({}), after: busy(1), because: undefined },
  { title: 'a value gone', before: busy(0.1), after: sample({}), because: undefined },
  {
    title: 'two at once',
    before: { ...busy(0.1), thermal: thermalOf('Nominal') },
    after: { ...busy(1), thermal: thermalOf('Heavy') },
    because: /performance cores/,
  },
])('crossedThreshold: $title', ({ before, after, because }) => {
  const found = crossedThreshold(before, after);
  if (because === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(because);
});

it('has the bars of the alert rules', () => {
  const rules = readFileSync(
    new URL('../../../../monitoring/alert-rules.yml', import.meta.url),
    'utf8',
  );
  const barOf = (metric: string) =>
    Number(new RegExp(`metric: ${metric}\\n[^]*?above: ([\\d.]+)`).exec(rules)?.[1]);
  const crosses = (from: HardwareSample, to: HardwareSample) =>
    crossedThreshold(from, to) !== undefined;
  const cores = barOf('m4max_cpu_performance_active_ratio');
  expect(crosses(busy(cores), busy(cores + 0.001))).toBe(true);
  const memory = barOf('m4max_memory_used_ratio');
  expect(crosses(using(memory, 1), using(memory + 0.001, 1))).toBe(true);
  expect(barOf('m4max_thermal_level')).toBe(1.5);
});
