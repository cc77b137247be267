import { expect, it } from '@jest/globals';
import { Inspected } from '../replies/inspected.ts';
import { StatsBody } from '../replies/stats-body.ts';
import { readingsOf } from './readings.ts';

const MEBIBYTE = 1024 * 1024;

/** A body as an engine sends it; `over` replaces whole parts. */
function body(over: object): StatsBody {
  return StatsBody.parse({ read: '2026-03-02T09:00:00.250000000Z', ...over });
}

function hostConfig(over: object): Inspected['HostConfig'] {
  return Inspected.parse({ Id: 'a1', Name: '/web', State: { Status: 'running' }, HostConfig: over })
    .HostConfig;
}

const cpuOf = (totalUsage: number, throttled = { periods: 0, throttled_periods: 0 }) => ({
  cpu_usage: { total_usage: totalUsage, usage_in_kernelmode: 1e9, usage_in_usermode: 2e9 },
  throttling_data: { ...throttled, throttled_time: 0 },
});

const later = '2026-03-02T09:00:02.250000000Z';

it.each([
  {
    title: 'a first reading has no rate',
    before: undefined,
    now: body({ cpu_stats: cpuOf(4e9) }),
    cores: undefined,
    throttled: undefined,
  },
  {
    title: 'half a core over two seconds',
    before: body({ cpu_stats: cpuOf(4e9) }),
    now: body({ read: later, cpu_stats: cpuOf(5e9) }),
    cores: 0.5,
    throttled: undefined,
  },
  {
    title: 'held back in three of four periods',
    before: body({ cpu_stats: cpuOf(4e9, { periods: 10, throttled_periods: 1 }) }),
    now: body({ read: later, cpu_stats: cpuOf(4e9, { periods: 14, throttled_periods: 4 }) }),
    cores: 0,
    throttled: 0.75,
  },
  {
    title: 'counters that went back are a new baseline',
    before: body({ cpu_stats: cpuOf(9e9, { periods: 10, throttled_periods: 9 }) }),
    now: body({ read: later, cpu_stats: cpuOf(1e9, { periods: 1, throttled_periods: 1 }) }),
    cores: undefined,
    throttled: undefined,
  },
  {
    title: 'the same body again: no time has passed',
    before: body({ cpu_stats: cpuOf(4e9) }),
    now: body({ cpu_stats: cpuOf(4e9) }),
    cores: undefined,
    throttled: undefined,
  },
  {
    title: 'a clock that went back',
    before: body({ read: later, cpu_stats: cpuOf(4e9) }),
    now: body({ cpu_stats: cpuOf(5e9) }),
    cores: undefined,
    throttled: undefined,
  },
  {
    title: 'less than a millisecond apart',
    before: body({ read: '2026-03-02T09:00:00.000100000Z', cpu_stats: cpuOf(0) }),
    now: body({ read: '2026-03-02T09:00:00.000600000Z', cpu_stats: cpuOf(250_000) }),
    cores: 0.5,
    throttled: undefined,
  },
  {
    title: 'Podman: local time, no throttling data',
    before: body({ read: '2026-03-02T10:00:00.25+01:00', cpu_stats: cpuOf(4e9) }),
    now: body({ read: later, cpu_stats: { cpu_usage: { total_usage: 5e9 } } }),
    cores: 0.5,
    throttled: undefined,
  },
])('cpu: $title', ({ before, now, cores, throttled }) => {
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
])('cpu limit: $title', ({ host, cores }) => {
  const before = body({ cpu_stats: cpuOf(0) });
  const now = body({ read: later, cpu_stats: cpuOf(1e9) });
  const cpu = readingsOf({ before, now, host: hostConfig(host) })?.cpu;
  expect(cpu?.limit_cores).toBe(cores);
  expect(cpu?.limit_ratio).toBe(cores === undefined ? undefined : 0.5 / cores);
});

it.each([
  {
    title: 'cgroup v1 counts the inactive cache of the subtree',
    stats: { usage: 100, stats: { inactive_file: 5, total_inactive_file: 30, total_rss: 60 } },
    workingSet: 70,
    rss: 60,
  },
  {
    title: 'cgroup v2',
    stats: { usage: 100, stats: { inactive_file: 40, anon: 50, file: 45 } },
    workingSet: 60,
    rss: 50,
  },
  {
    title: 'inactive cache above the usage, read a moment later',
    stats: { usage: 100, stats: { inactive_file: 140, anon: 50 } },
    workingSet: 100,
    rss: 50,
  },
  {
    title: 'an engine that leaves usage at zero',
    stats: { usage: 0, stats: { anon: 50 } },
    workingSet: 50,
    rss: 50,
  },
  { title: 'empty', stats: {}, workingSet: undefined, rss: undefined },
  { title: 'null', stats: null, workingSet: undefined, rss: undefined },
])('memory: $title', ({ stats, workingSet, rss }) => {
  const memory = readingsOf({
    before: undefined,
    now: body({ memory_stats: stats }),
    host: undefined,
  })?.memory;
  expect(memory?.working_set_bytes).toBe(workingSet);
  expect(memory?.rss_bytes).toBe(rss);
});

it.each([
  { title: 'its own limit', host: { Memory: 64 * MEBIBYTE }, limit: 64 * MEBIBYTE, ratio: 0.25 },
  { title: 'no limit of its own', host: { Memory: 0 }, limit: undefined, ratio: undefined },
  { title: 'not inspected yet', host: undefined, limit: undefined, ratio: undefined },
])('memory limit: $title', ({ host, limit, ratio }) => {
  // The engine's own `limit` is the machine's memory where the container has none.
  const memory = readingsOf({
    before: undefined,
    now: body({ memory_stats: { usage: 16 * MEBIBYTE, limit: 64_000 * MEBIBYTE } }),
    host: host && hostConfig(host),
  })?.memory;
  expect(memory?.limit_bytes).toBe(limit);
  expect(memory?.limit_ratio).toBe(ratio);
});

it.each([
  { title: 'cgroup v1', stats: { usage: 100, max_usage: 300 }, max: 300 },
  {
    title: 'cgroup v2 of an engine that gives 0',
    stats: { usage: 100, max_usage: 0 },
    max: undefined,
  },
  { title: 'cgroup v2', stats: { usage: 100 }, max: undefined },
])('the most memory used at once: $title', ({ stats, max }) => {
  const now = body({ memory_stats: stats });
  const memory = readingsOf({ before: undefined, now, host: undefined })?.memory;
  expect(memory?.max_usage_bytes).toBe(max);
});

it('reads the two parts of the page cache, of the subtree with cgroup v1', () => {
  const stats = {
    active_file: 1,
    inactive_file: 2,
    total_active_file: 10,
    total_inactive_file: 20,
  };
  const now = body({ memory_stats: { usage: 100, stats } });
  expect(readingsOf({ before: undefined, now, host: undefined })?.memory).toMatchObject({
    active_file_bytes: 10,
    inactive_file_bytes: 20,
  });
});

const traffic = (received: number, sent: number) => ({
  rx_bytes: received,
  rx_packets: 2,
  rx_errors: 1,
  rx_dropped: 0,
  tx_bytes: sent,
  tx_packets: 2,
  tx_errors: 0,
  tx_dropped: 3,
});

it('network: sums the interfaces and keeps each of them', () => {
  const network = readingsOf({
    before: body({ networks: { eth0: traffic(100, 10), eth1: traffic(50, 5) } }),
    now: body({ read: later, networks: { eth0: traffic(300, 20), eth1: traffic(150, 5) } }),
    host: hostConfig({ NetworkMode: 'bridge' }),
  })?.network;
  expect(network).toMatchObject({
    receive_bytes_total: 450,
    transmit_bytes_total: 25,
    receive_bytes_per_second: 150,
    transmit_bytes_per_second: 5,
    errors_total: 2,
    dropped_total: 6,
  });
  expect(network?.interfaces?.map(({ name }) => name)).toEqual(['eth0', 'eth1']);
});

it.each([
  { title: 'network_mode none', host: { NetworkMode: 'none' }, networks: undefined },
  {
    title: 'the network of another container',
    host: { NetworkMode: 'container:abc' },
    networks: { eth0: traffic(1, 1) },
  },
  {
    title: 'an interface without a name',
    host: { NetworkMode: 'bridge' },
    networks: { '': traffic(1, 1) },
  },
])('network: nothing for $title', ({ host, networks }) => {
  const readings = readingsOf({
    before: undefined,
    now: body({ networks }),
    host: hostConfig(host),
  });
  expect(readings?.network).toBeUndefined();
});

it.each([
  {
    title: 'cgroup v1, two devices',
    entries: [
      { op: 'Read', value: 10 },
      { op: 'Write', value: 1 },
      { op: 'Total', value: 11 },
      { op: 'Read', value: 5 },
    ],
    expected: { read_bytes_total: 15, write_bytes_total: 1 },
  },
  {
    title: 'cgroup v2',
    entries: [
      { op: 'read', value: 10 },
      { op: 'write', value: 2 },
    ],
    expected: { read_bytes_total: 10, write_bytes_total: 2 },
  },
  {
    title: 'no reads are told of',
    entries: [
      { op: 'read', value: null },
      { op: 'write', value: 2 },
      { op: 'discard', value: 7 },
    ],
    expected: undefined,
  },
  { title: 'null', entries: null, expected: undefined },
  { title: 'empty, as in a virtual machine of a Mac', entries: [], expected: undefined },
])('block I/O: $title', ({ entries, expected }) => {
  const now = body({ blkio_stats: { io_service_bytes_recursive: entries } });
  expect(readingsOf({ before: undefined, now, host: undefined })?.block_io).toEqual(expected);
});

it('block I/O: counts operations where the engine does', () => {
  const device = (read: number, write: number) => [
    { op: 'Read', value: read },
    { op: 'Write', value: write },
  ];
  const now = body({
    blkio_stats: {
      io_service_bytes_recursive: [...device(4096, 8192), ...device(100, 0)],
      io_serviced_recursive: [...device(1, 2), ...device(3, 0)],
    },
  });
  expect(readingsOf({ before: undefined, now, host: undefined })?.block_io).toEqual({
    read_bytes_total: 4196,
    write_bytes_total: 8192,
    read_operations_total: 4,
    write_operations_total: 2,
  });
});

it.each([
  { title: 'a limit', pids: { current: 3, limit: 100 }, expected: { pids: 3, pids_limit: 100 } },
  { title: 'no limit', pids: { current: 3 }, expected: { pids: 3 } },
  {
    title: 'no limit, as the greatest number',
    pids: { current: 3, limit: 18446744073709552000 },
    expected: { pids: 3 },
  },
  {
    title: 'Podman tells its limit in the configuration only',
    pids: { current: 3, limit: 0 },
    host: { PidsLimit: 2048 },
    expected: { pids: 3, pids_limit: 2048 },
  },
  {
    title: 'a configuration without a limit',
    pids: { current: 3, limit: 0 },
    host: { PidsLimit: -1 },
    expected: { pids: 3 },
  },
])('pids: $title', ({ pids, host, expected }) => {
  const now = body({ pids_stats: pids });
  expect(readingsOf({ before: undefined, now, host: host && hostConfig(host) })).toEqual(expected);
});

it('a stopped container has no readings, not zeros', () => {
  const now = StatsBody.parse({
    read: '0001-01-01T00:00:00Z',
    cpu_stats: cpuOf(0),
    memory_stats: {},
    blkio_stats: { io_service_bytes_recursive: null },
  });
  expect(readingsOf({ before: undefined, now, host: undefined })).toBeUndefined();
});
