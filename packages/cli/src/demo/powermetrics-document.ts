import type { Cluster, Moment, Unit } from './simulated-mac.ts';
import { CLOCKS, clockOf } from './simulated-mac.ts';

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">';

/** Writes a moment as powermetrics does: its keys, its units, its order, its six digits. */
export function powermetricsDocument(
  moment: Moment,
  options: {
    readonly at: Date;
    readonly bootedAt: Date;
    readonly elapsedNs: number;
    readonly samplers: ReadonlySet<string>;
  },
): string {
  const { clusters, gpu, watts, heat } = moment;
  const { at, bootedAt, elapsedNs, samplers } = options;
  const energy = (value: number) => Math.round((value * elapsedNs) / 1e6);
  const joules = { cpu: energy(watts.cpu), gpu: energy(watts.gpu), ane: energy(watts.ane) };
  const milliwatts = (millijoules: number) => real(millijoules / (elapsedNs / 1e9));
  const processor = dict({
    clusters: array(clusters.map((cluster) => clusterOf(cluster, elapsedNs))),
    cpu_energy: integer(joules.cpu),
    cpu_power: milliwatts(joules.cpu),
    gpu_energy: integer(joules.gpu),
    gpu_power: milliwatts(joules.gpu),
    ane_energy: integer(joules.ane),
    ane_power: milliwatts(joules.ane),
    combined_power: milliwatts(joules.cpu + joules.gpu + joules.ane),
  });
  const body = dict({
    is_delta: '<true/>',
    elapsed_ns: integer(elapsedNs),
    hw_model: text('Mac16,5'),
    kern_osversion: text('25B78'),
    kern_bootargs: text(''),
    kern_boottime: integer(bootedAt.getTime() / 1000),
    timestamp: `<date>${at.toISOString().slice(0, 19)}Z</date>`,
    ...(samplers.has('cpu_power') ? { processor } : {}),
    ...(samplers.has('thermal') ? { thermal_pressure: text(pressureOf(heat)) } : {}),
    ...(samplers.has('gpu_power') ? { gpu: gpuOf(gpu, joules.gpu, elapsedNs) } : {}),
  });
  return `${HEAD}\n<plist version="1.0">\n${body}\n</plist>\n`;
}

function pressureOf(heat: number): string {
  if (heat < 1 / 3) return 'Nominal';
  return heat < 0.9 ? 'Moderate' : 'Heavy';
}

/** As on the real chip a cluster's own counters are of no use: E never idles, and P1 has no online_ratio. */
function clusterOf({ name, tier, cores }: Cluster, elapsedNs: number): string {
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

function stateOf({ megahertz, ratio }: Unit['states'][number], elapsedNs: number): string {
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
