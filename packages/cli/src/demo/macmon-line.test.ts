import { expect, it } from '@jest/globals';
import { macmonLine } from './macmon-line.ts';
import { clockOf, simulateMac } from './simulated-mac.ts';
import { boardOf } from './simulated-mac-board.ts';

const timestamp = '2026-02-03T09:30:00.123456+00:00';
const busy = simulateMac({ seconds: 300, elapsedSeconds: 1, performanceLoad: 0.5, heat: 0.5 });
const text = macmonLine(busy, { timestamp, socInfo: true, noPower: false });
const line = JSON.parse(text);

it('has the keys of 0.8.2 in their order, each level sorted', () => {
  expect(Object.keys(line)).toEqual([
    'all_power',
    'ane_power',
    'cpu_active_ratio',
    'cpu_power',
    'cpu_scaled_ratio',
    'cpu_usage_pct',
    'ecpu_active_ratio',
    'ecpu_cores',
    'ecpu_freq_mhz',
    'ecpu_scaled_ratio',
    'ecpu_usage',
    'fans',
    'gpu_active_ratio',
    'gpu_freq_mhz',
    'gpu_power',
    'gpu_ram_power',
    'gpu_scaled_ratio',
    'gpu_usage',
    'memory',
    'pcpu_active_ratio',
    'pcpu_cores',
    'pcpu_freq_mhz',
    'pcpu_scaled_ratio',
    'pcpu_usage',
    'ram_power',
    'soc',
    'sys_power',
    'temp',
    'timestamp',
  ]);
  expect(Object.keys(line.pcpu_cores[0])).toEqual([
    'active_ratio',
    'core_id',
    'die_id',
    'freq_mhz',
    'scaled_ratio',
  ]);
  expect(macmonLine(busy, { timestamp, socInfo: false, noPower: false })).not.toContain('"soc"');
});

it('says of the machine what powermetrics says', () => {
  const core = busy.clusters[1]?.cores[0];
  const clock = Math.trunc(core === undefined ? 0 : clockOf(core));
  expect(line).toMatchObject({ timestamp, pcpu_active_ratio: 0.5, pcpu_freq_mhz: clock });
  expect(line.pcpu_cores).toHaveLength(12);
  expect(line.ecpu_cores).toHaveLength(4);
  expect(line.pcpu_cores[11]).toMatchObject({ core_id: 11, active_ratio: 0.5, freq_mhz: clock });
  expect(line.pcpu_scaled_ratio).toBeCloseTo((0.5 * clock) / 4512, 3);
  expect(line.cpu_power).toBeCloseTo(busy.watts.cpu, 5);
  expect(line.all_power).toBeCloseTo(busy.watts.cpu + busy.watts.gpu + busy.watts.ane, 5);
  expect(line.temp.cpu_temp_avg).toBeCloseTo(boardOf(busy).celsius.cpu, 4);
  expect(line.sys_power).toBeGreaterThan(line.all_power + line.ram_power);
  expect(line.pcpu_usage).toEqual([line.pcpu_freq_mhz, line.pcpu_scaled_ratio]);
});

it('knows the chip, its memory and its fans', () => {
  expect(line.soc).toMatchObject({
    chip_name: 'Apple M4 Max',
    mac_model: 'Mac16,5',
    memory_gb: 64,
    ecpu_label: 'E',
    pcpu_label: 'P',
    gpu_cores: 40,
  });
  expect(line.soc.gpu_freqs.slice(0, 2)).toEqual([0, 338]);
  expect(line.memory.ram_total).toBe(64 * 2 ** 30);
  expect(line.fans.map(({ name }: { name: string }) => name)).toEqual(['fan0', 'fan1']);
});

it('writes reals with a point, also where a core slept', () => {
  const asleep = simulateMac({ seconds: 300, elapsedSeconds: 1, performanceLoad: 0, heat: 0 });
  const sleeping = macmonLine(asleep, { timestamp, socInfo: false, noPower: false });
  expect(sleeping).toContain('"pcpu_active_ratio":0.0,');
  expect(sleeping).toContain(
    '{"active_ratio":0.0,"core_id":0,"die_id":0,"freq_mhz":0,"scaled_ratio":0.0}',
  );
  expect(JSON.parse(sleeping).pcpu_freq_mhz).toBe(1260); // At least the slowest clock.
});

it('counts no energy where macOS gives none, and still knows the whole machine', () => {
  const dead = JSON.parse(macmonLine(busy, { timestamp, socInfo: false, noPower: true }));
  const counters = ['cpu_power', 'gpu_power', 'ane_power', 'all_power', 'ram_power'];
  expect(counters.map((counter) => dead[counter])).toEqual(counters.map(() => 0));
  expect(dead.sys_power).toBe(line.sys_power);
  expect(dead.temp).toEqual(line.temp);
});
