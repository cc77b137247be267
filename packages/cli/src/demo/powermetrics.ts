/**
 * Stands in for macOS' powermetrics on a simulated 16-core M4 Max: flags, refusals and the plist stream
 * are those of the real one, the load is that of a trading day that passes in ten minutes.
 * `M4MAX_DEMO_P_LOAD` fixes the share of time that every performance core is active (0 to 1); the file
 * that `M4MAX_DEMO_LOAD_FILE` names does so from one sample to the next, while it holds such a number.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const SAMPLERS = new Set(
  'tasks battery network disk interrupts cpu_power thermal sfi gpu_power ane_power'.split(' '),
);
const CLUSTERS = [
  { name: 'E-Cluster', tier: 'E', first: 0, cores: 4, share: 0.75 },
  { name: 'P0-Cluster', tier: 'P', first: 4, cores: 6, share: 1.1 },
  { name: 'P1-Cluster', tier: 'P', first: 10, cores: 6, share: 0.8 },
] as const;
const CLOCKS = {
  E: [1020, 1404, 1788, 2112, 2352, 2532, 2592],
  P: [
    1260, 1512, 1800, 2088, 2352, 2616, 2868, 3096, 3300, 3468, 3624, 3756, 3828, 3888, 3948, 3996,
    4044, 4104, 4416, 4512,
  ],
  GPU: [338, 618, 796, 924, 952, 1056, 1062, 1182, 1182, 1312, 1242, 1380, 1326, 1470, 1578],
} as const;
const FULL_WATTS = { E: 0.35, P: 3.9, GPU: 45, ANE: 5 } as const;
const DAY_SECONDS = 600;
/** Above this mean load of the P cores the chip warms up, below it cools; from cold to Moderate in a minute. */
const WARM_LOAD = 0.85;
const WARM_SECONDS = 60;

type State = { readonly megahertz: number; readonly ratio: number };
type Unit = { readonly active: number; readonly states: readonly State[] };

const options = readOptions();
const startedAt = process.hrtime.bigint();
let sampledAt = startedAt;
let heat = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => process.exit(0));
process.stdout.on('error', () => process.exit(0)); // Nobody reads any more.
later(1);

/** Samples are due at fixed times from the start, so that a late one does not delay those after it. */
function later(sample: number): void {
  const due = Number(startedAt / 1_000_000n) + sample * options.milliseconds;
  const wait = Math.max(0, due - Number(process.hrtime.bigint() / 1_000_000n));
  setTimeout(() => {
    const now = process.hrtime.bigint();
    process.stdout.write(`${sample === 1 ? '' : '\0'}${document(Number(now - sampledAt))}`);
    sampledAt = now;
    if (sample === options.samples) return;
    later(sample + 1);
  }, wait);
}

function document(elapsedNs: number): string {
  const seconds = Date.now() / 1000;
  const fixed = fixedLoad();
  const units = CLUSTERS.map((cluster) => ({
    cluster,
    cores: Array.from({ length: cluster.cores }, (_, index) => {
      const core = cluster.first + index;
      const wanted = cluster.tier === 'P' ? fixed : undefined;
      const active =
        wanted ?? clamp(bustle(seconds) * cluster.share + 0.08 * wobble(core, seconds));
      return { core, ...unit(active, CLOCKS[cluster.tier]) };
    }),
  }));
  const gpu = unit(clamp(0.08 + 0.5 * bustle(seconds) + 0.03 * wobble(16, seconds)), CLOCKS.GPU);
  const ane = clamp(bustle(seconds) - 0.25 + 0.1 * wobble(17, seconds));
  const performance = units.flatMap(({ cluster, cores }) => (cluster.tier === 'P' ? cores : []));
  const load = performance.reduce((sum, { active }) => sum + active, 0) / performance.length;
  heat = clamp(heat + ((load > WARM_LOAD ? 1 : -1) * elapsedNs) / 1e9 / (3 * WARM_SECONDS));

  const cpuWatts = units.reduce(
    (sum, { cluster, cores }) =>
      sum + cores.reduce((all, core) => all + wattsOf(core, cluster.tier), 0.1),
    0,
  );
  const millijoules = (watts: number) => Math.round((watts * elapsedNs) / 1e6);
  const energy = {
    cpu: millijoules(cpuWatts),
    gpu: millijoules(wattsOf(gpu, 'GPU')),
    ane: millijoules(ane * FULL_WATTS.ANE),
  };
  const milliwatts = (value: number) => real(value / (elapsedNs / 1e9));
  const wants = (sampler: string) => options.samplers.has(sampler);
  const body = dict({
    is_delta: '<true/>',
    elapsed_ns: integer(elapsedNs),
    hw_model: text('Mac16,5'),
    kern_osversion: text('25B78'),
    kern_bootargs: text(''),
    kern_boottime: integer(seconds - Number(process.hrtime.bigint()) / 1e9),
    timestamp: `<date>${new Date(seconds * 1000).toISOString().slice(0, 19)}Z</date>`,
    ...(wants('cpu_power')
      ? {
          processor: dict({
            clusters: array(
              units.map(({ cluster, cores }) => clusterOf(cluster, cores, elapsedNs)),
            ),
            cpu_energy: integer(energy.cpu),
            cpu_power: milliwatts(energy.cpu),
            gpu_energy: integer(energy.gpu),
            gpu_power: milliwatts(energy.gpu),
            ane_energy: integer(energy.ane),
            ane_power: milliwatts(energy.ane),
            combined_power: milliwatts(energy.cpu + energy.gpu + energy.ane),
          }),
        }
      : {}),
    ...(wants('thermal') ? { thermal_pressure: text(pressure()) } : {}),
    ...(wants('gpu_power') ? { gpu: gpuOf(gpu, energy.gpu, elapsedNs) } : {}),
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n${body}\n</plist>\n`;
}

/** How busy the day is at a moment: an opening, a quiet noon, a close, and news in between. */
function bustle(seconds: number): number {
  const day = (seconds % DAY_SECONDS) / DAY_SECONDS;
  const opening = 0.45 * Math.exp(-(((day - 0.12) / 0.07) ** 2));
  const close = 0.5 * Math.exp(-(((day - 0.88) / 0.08) ** 2));
  const news = Math.sin((2 * Math.PI * seconds) / 97) > 0.96 ? 0.15 : 0;
  return 0.2 + opening + close + news + 0.04 * Math.sin((2 * Math.PI * seconds) / 23);
}

/** Between -1 and 1, different from core to core and slowly changing. */
function wobble(core: number, seconds: number): number {
  return Math.sin(core * 12.99 + seconds * (0.31 + core * 0.017));
}

/** Spreads activity over the clocks: the busier, the faster, with some time at the ones around. */
function unit(active: number, clocks: readonly number[]): Unit {
  const centre = Math.sqrt(active) * (clocks.length - 1);
  const weights = clocks.map((_, index) => Math.exp(-(((index - centre) / 1.8) ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const states = clocks.map((megahertz, index) => ({
    megahertz,
    ratio: (active * (weights[index] ?? 0)) / total,
  }));
  return { active, states };
}

/** Mean while active; a unit that slept has none. */
function clockOf({ active, states }: Unit): number {
  if (active === 0) return 0;
  return states.reduce((sum, { megahertz, ratio }) => sum + megahertz * ratio, 0) / active;
}

/** Power grows a little faster than the square of the clock. */
function wattsOf(it: Unit, kind: keyof typeof CLOCKS): number {
  const top = Math.max(...CLOCKS[kind]);
  return FULL_WATTS[kind] * it.active * (clockOf(it) / top) ** 2.2;
}

function pressure(): string {
  if (heat < 1 / 3) return 'Nominal';
  return heat < 0.9 ? 'Moderate' : 'Heavy';
}

/** As on the real chip a cluster's own counters are of no use: E never idles, and P1 has no online_ratio. */
function clusterOf(
  { name, tier }: (typeof CLUSTERS)[number],
  cores: readonly (Unit & { readonly core: number })[],
  elapsedNs: number,
): string {
  const states = CLOCKS[tier].map((megahertz) => ({ megahertz, ratio: 1 / CLOCKS[tier].length }));
  const clock = cores.reduce((sum, core) => sum + clockOf(core), 0) / cores.length;
  return dict({
    name: text(name),
    hw_resid_counters: '<true/>',
    freq_hz: real(clock * 1e6),
    idle_ns: integer(0),
    idle_ratio: real(0),
    down_ns: integer(0),
    down_ratio: real(0),
    dvfm_states: array(states.map((state) => stateOf(state, elapsedNs))),
    ...(name === 'P1-Cluster' ? {} : { online_ratio: real(1) }),
    cpus: array(
      cores.map((core) => {
        const down = tier === 'P' ? (1 - core.active) * 0.4 : 0;
        const idle = 1 - core.active - down;
        return dict({
          cpu: integer(core.core),
          freq_hz: real(clockOf(core) * 1e6),
          idle_ns: integer(idle * elapsedNs),
          idle_ratio: real(idle),
          down_ns: integer(down * elapsedNs),
          down_ratio: real(down),
          dvfm_states: array(core.states.map((state) => stateOf(state, elapsedNs))),
        });
      }),
    ),
  });
}

/** `freq_hz` of the GPU is in megahertz, whatever its name says. */
function gpuOf(gpu: Unit, millijoules: number, elapsedNs: number): string {
  const softwareStates = (key: string, prefix: string) =>
    array(
      gpu.states.map(({ ratio }, index) =>
        dict({
          [key]: text(`${prefix}P${index + 1}`),
          used_ns: integer(ratio * elapsedNs),
          used_ratio: real(ratio),
        }),
      ),
    );
  return dict({
    freq_hz: real(clockOf(gpu)),
    idle_ns: integer((1 - gpu.active) * elapsedNs),
    idle_ratio: real(1 - gpu.active),
    dvfm_states: array(gpu.states.map((state) => stateOf(state, elapsedNs))),
    sw_requested_state: softwareStates('sw_req_state', ''),
    sw_state: softwareStates('sw_state', 'SW_'),
    gpu_energy: integer(millijoules),
  });
}

function stateOf({ megahertz, ratio }: State, elapsedNs: number): string {
  return dict({
    freq: integer(megahertz),
    used_ns: integer(ratio * elapsedNs),
    used_ratio: real(ratio),
  });
}

function dict(entries: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entries).map(
    ([key, value]) =>
      `<key>${key}</key>${value.startsWith('<dict>') || value.startsWith('<array>') ? '\n' : ''}${value}\n`,
  );
  return `<dict>\n${lines.join('')}</dict>`;
}

function array(items: readonly string[]): string {
  return `<array>\n${items.map((item) => `${item}\n`).join('')}</array>`;
}

function text(value: string): string {
  return `<string>${value}</string>`;
}

function integer(value: number): string {
  return `<integer>${Math.round(value)}</integer>`;
}

/** Six digits in the form of C's `%g`. */
function real(value: number): string {
  if (value === 0) return '<real>0</real>';
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -4 && exponent < 6) return `<real>${Number(value.toPrecision(6))}</real>`;
  const [mantissa = '0', power = '0'] = value.toExponential(5).split('e');
  const sign = power.startsWith('-') ? '-' : '+';
  return `<real>${Number(mantissa)}e${sign}${power.replace(/^[+-]/, '').padStart(2, '0')}</real>`;
}

/** The load that a test or a presenter asked for; anything but a number from 0 to 1 asks for nothing. */
function fixedLoad(): number | undefined {
  const { M4MAX_DEMO_LOAD_FILE: file, M4MAX_DEMO_P_LOAD: load } = process.env;
  return numberIn(file === undefined ? undefined : readOrNothing(file)) ?? numberIn(load);
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // There is no such file while nobody asks for a load.
  }
}

function numberIn(content: string | undefined): number | undefined {
  if (content === undefined || content.trim() === '') return undefined;
  const value = Number(content);
  return value >= 0 && value <= 1 ? value : undefined;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function readOptions() {
  const values = readFlags();
  if (values.help === true) {
    process.stdout.write(
      'Usage: powermetrics [-i sample_interval_ms] [-n count] [-s samplers] -f plist\n',
    );
    process.exit(0);
  }
  const asked = (values.samplers ?? 'cpu_power,gpu_power').split(',');
  const unknown = asked.find((sampler) => !SAMPLERS.has(sampler));
  if (unknown !== undefined) refuse(`powermetrics: unrecognized sampler: ${unknown}`);
  if (values.format !== 'plist') refuse('powermetrics: the simulated one writes -f plist only');
  return {
    samplers: new Set(asked),
    milliseconds: Math.max(1, Number(values['sample-rate'] ?? 5000) || 5000),
    samples: Number(values['sample-count'] ?? -1),
  };
}

/** The short names are those of every macOS; of the long ones the newest. */
function readFlags() {
  try {
    return parseArgs({
      options: {
        help: { type: 'boolean', short: 'h' },
        samplers: { type: 'string', short: 's' },
        'sample-rate': { type: 'string', short: 'i' },
        'sample-count': { type: 'string', short: 'n' },
        format: { type: 'string', short: 'f' },
        'buffer-size': { type: 'string', short: 'b' },
        poweravg: { type: 'string', short: 'a' },
      },
    }).values;
  } catch (error) {
    const flag = /'([^' ]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    return refuse(`powermetrics: unrecognized option \`${flag}'`);
  }
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
