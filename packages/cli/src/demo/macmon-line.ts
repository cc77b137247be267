import type { Moment, Unit } from './simulated-mac.ts';
import { CLOCKS, clockOf } from './simulated-mac.ts';
import type { Board } from './simulated-mac-board.ts';
import { boardOf } from './simulated-mac-board.ts';

/**
 * A line of `macmon pipe` 0.8.2 about a moment: all of its keys, in the alphabetical order in which it
 * writes them, its deprecated ones among them. A real number is a 32-bit one written as a 64-bit one,
 * with a point.
 *
 * Formulas as upstream's: a tier's clock is the mean of its cores', at least the slowest there is;
 * `scaled_ratio` is active × clock / fastest clock.
 */
export function macmonLine(
  moment: Moment,
  options: {
    readonly timestamp: string;
    readonly socInfo: boolean;
    /** As on the betas of macOS 27: of the counters of energy none counts; the sensors do. */
    readonly noPower: boolean;
  },
): string {
  const board = boardOf(moment);
  const watts = options.noPower ? NO_WATTS : { ...moment.watts, ...board.watts };
  const efficiency = tierOf(moment, 'E');
  const performance = tierOf(moment, 'P');
  const [fewer, more] = [efficiency.cores.length, performance.cores.length];
  const both = (ratio: 'scaled' | 'active') =>
    (fewer * efficiency[ratio] + more * performance[ratio]) / (fewer + more);
  const graphics = unitOf(moment.gpu, CLOCKS.GPU);
  const all = watts.cpu + watts.gpu + watts.ane;
  return object({
    ...namesOf('ecpu', efficiency),
    ...namesOf('pcpu', performance),
    ...namesOf('gpu', graphics),
    ecpu_cores: coresOf(efficiency.cores),
    pcpu_cores: coresOf(performance.cores),
    cpu_active_ratio: real(both('active')),
    cpu_scaled_ratio: real(both('scaled')),
    cpu_usage_pct: real(both('scaled')),
    cpu_power: real(watts.cpu),
    gpu_power: real(watts.gpu),
    ane_power: real(watts.ane),
    all_power: real(all),
    sys_power: real(Math.max(board.watts.system, all)),
    ram_power: real(watts.dram),
    gpu_ram_power: real(watts.gpuSram),
    fans: array(
      board.fans.map(({ rpm, maxRpm }, index) =>
        object({ name: `"fan${index}"`, rpm: String(rpm), max_rpm: String(maxRpm) }),
      ),
    ),
    memory: memoryOf(board.memory),
    temp: object({
      cpu_temp_avg: real(board.celsius.cpu),
      gpu_temp_avg: real(board.celsius.gpu),
    }),
    timestamp: `"${options.timestamp}"`,
    ...(options.socInfo ? { soc: socOf(board.memory) } : {}),
  });
}

const NO_WATTS = { cpu: 0, gpu: 0, ane: 0, dram: 0, gpuSram: 0 } as const;

type UnitMetrics = { readonly megahertz: number; readonly scaled: number; readonly active: number };

function unitOf(unit: Unit, clocks: readonly number[]): UnitMetrics {
  const clock = clockOf(unit);
  const scaled = (Math.max(clock, clocks[0] ?? 0) * unit.active) / (clocks.at(-1) ?? 1);
  return { megahertz: Math.trunc(clock), scaled, active: unit.active };
}

function tierOf(moment: Moment, tier: 'E' | 'P') {
  const cores = moment.clusters
    .filter((cluster) => cluster.tier === tier)
    .flatMap((cluster) => cluster.cores.map((core) => unitOf(core, CLOCKS[tier])));
  const mean = (of: keyof UnitMetrics) =>
    cores.reduce((sum, core) => sum + core[of], 0) / cores.length;
  const megahertz = Math.trunc(Math.max(mean('megahertz'), CLOCKS[tier][0]));
  return { cores, megahertz, scaled: mean('scaled'), active: mean('active') };
}

function namesOf(prefix: string, { megahertz, scaled, active }: UnitMetrics) {
  return {
    [`${prefix}_freq_mhz`]: String(megahertz),
    [`${prefix}_scaled_ratio`]: real(scaled),
    [`${prefix}_active_ratio`]: real(active),
    [`${prefix}_usage`]: array([String(megahertz), real(scaled)]),
  };
}

/** Cores are numbered within their tier; that the second cluster goes on counting is assumed. */
function coresOf(cores: readonly UnitMetrics[]): string {
  return array(
    cores.map(({ megahertz, scaled, active }, index) =>
      object({
        die_id: '0',
        core_id: String(index),
        freq_mhz: String(megahertz),
        scaled_ratio: real(scaled),
        active_ratio: real(active),
      }),
    ),
  );
}

function memoryOf(memory: Board['memory']): string {
  return object({
    ram_total: String(memory.totalBytes),
    ram_usage: String(memory.usedBytes),
    swap_total: String(memory.swapTotalBytes),
    swap_usage: String(memory.swapUsedBytes),
  });
}

/** The first clock of its GPU list is the one while off. */
function socOf({ totalBytes }: Board['memory']): string {
  return object({
    mac_model: '"Mac16,5"',
    chip_name: '"Apple M4 Max"',
    memory_gb: String(totalBytes / 2 ** 30),
    ecpu_cores: '4',
    pcpu_cores: '12',
    ecpu_label: '"E"',
    pcpu_label: '"P"',
    ecpu_freqs: array(CLOCKS.E.map(String)),
    pcpu_freqs: array(CLOCKS.P.map(String)),
    gpu_cores: '40',
    gpu_freqs: array(['0', ...CLOCKS.GPU.map(String)]),
  });
}

function object(entries: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(entries).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([key, value]) => `"${key}":${value}`).join(',')}}`;
}

function array(items: readonly string[]): string {
  return `[${items.join(',')}]`;
}

function real(value: number): string {
  const short = Math.fround(value);
  return Number.isInteger(short) ? short.toFixed(1) : String(short);
}
