import { expect, it } from '@jest/globals';
import { hostConfig, LATER, statsBody } from '../fixtures/stats-bodies.ts';
import { readingsOf } from './readings.ts';

const cpuOf = (totalUsage: number, throttled = { periods: 0, throttled_periods: 0 }) => ({
  cpu_usage: { total_usage: totalUsage, usage_in_kernelmode: 1e9, usage_in_usermode: 2e9 },
  throttling_data: { ...throttled, throttled_time: 0 },
});

it.each([
  {
    title: 'a first reading has no rate',
    before: undefined,
    now: statsBody({ cpu_stats: cpuOf(4e9) }),
    cores: undefined,
    throttled: undefined,
  },
  {
    title: 'half a core over two seconds',
    before: statsBody({ cpu_stats: cpuOf(4e9) }),
    now: statsBody({ read: LATER, cpu_stats: cpuOf(5e9) }),
    cores: 0.5,
    throttled: undefined,
  },
  {
    title: 'held back in three of four periods',
    before: statsBody({ cpu_stats: cpuOf(4e9, { periods: 10, throttled_periods: 1 }) }),
    now: statsBody({ read: LATER, cpu_stats: cpuOf(4e9, { periods: 14, throttled_periods: 4 }) }),
    cores: 0,
    throttled: 0.75,
  },
  {
    title: 'counters that went back are a new baseline',
    before: statsBody({ cpu_stats: cpuOf(9e9, { periods: 10, throttled_periods: 9 }) }),
    now: statsBody({ read: LATER, cpu_stats: cpuOf(1e9, { periods: 1, throttled_periods: 1 }) }),
    cores: undefined,
    throttled: undefined,
  },
  {
    title: 'the same body again: no time has passed',
    before: statsBody({ cpu_stats: cpuOf(4e9) }),
    now: statsBody({ cpu_stats: cpuOf(4e9) }),
    cores: undefined,
    throttled: undefined,
  },
  {
    title: 'a clock that went back',
    before: statsBody({ read: LATER, cpu_stats: cpuOf(4e9) }),
    now: statsBody({ cpu_stats: cpuOf(5e9) }),
    cores: undefined,
    throttled: undefined,
  },
  {
    title: 'less than a millisecond apart',
    before: statsBody({ read: '2026-03-02T09:00:00.000100000Z', cpu_stats: cpuOf(0) }),
    now: statsBody({ read: '2026-03-02T09:00:00.000600000Z', cpu_stats: cpuOf(250_000) }),
    cores: 0.5,
    throttled: undefined,
  },
  {
    title: 'Podman: local time, no throttling data',
    before: statsBody({ read: '2026-03-02T10:00:00.25+01:00', cpu_stats: cpuOf(4e9) }),
    now: statsBody({ read: LATER, cpu_stats: { cpu_usage: { total_usage: 5e9 } } }),
    cores: 0.5,
    throttled: undefined,
  },
])('$title', ({ before, now, cores, throttled }) => {
  const cpu = readingsOf({ before, now, host: undefined })?.cpu;
  if (cores === undefined) expect(cpu?.cores_used).toBeUndefined();
  else expect(cpu?.cores_used).toBeCloseTo(cores, 3);
  expect(cpu?.throttled_ratio).toBe(throttled);
});

it.each([
  { title: 'none', host: {}, cores: undefined },
  { title: '--cpus 0.5', host: { NanoCpus: 5e8 }, cores: 0.5 },
  { title: 'quota and period', host: { CpuQuota: 25_000, CpuPeriod: 50_000 }, cores: 0.5 },
  { title: 'quota with the usual period', host: { CpuQuota: 150_000, CpuPeriod: 0 }, cores: 1.5 },
  { title: 'quota -1', host: { CpuQuota: -1 }, cores: undefined },
])('limit: $title', ({ host, cores }) => {
  const before = statsBody({ cpu_stats: cpuOf(0) });
  const now = statsBody({ read: LATER, cpu_stats: cpuOf(1e9) });
  const cpu = readingsOf({ before, now, host: hostConfig(host) })?.cpu;
  expect(cpu?.limit_cores).toBe(cores);
  expect(cpu?.limit_ratio).toBe(cores === undefined ? undefined : 0.5 / cores);
});
