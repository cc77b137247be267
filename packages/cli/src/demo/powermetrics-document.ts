import { activityEntries } from './powermetrics-activity.ts';
import type { PowerSample } from './powermetrics-sample.ts';
import { downRatio, energyOf, pressureOf } from './powermetrics-sample.ts';
import { array, dict, integer, real, text, truth } from './powermetrics-values.ts';
import type { Cluster, Unit } from './simulated-mac.ts';
import { CLOCKS, clockOf } from './simulated-mac.ts';

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">';
/** The first major number of a build whose `gpu` says `idle_ns` and `idle_ratio` once: macOS 26. */
const SINGLE_KEYS_SINCE = 25;

/** Writes a sample as powermetrics does: its keys, its units, its order, its six digits. */
export function powermetricsDocument(sample: PowerSample): string {
  const { at, bootedAt, elapsedNs, samplers, moment, osBuild } = sample;
  const has = (sampler: string) => samplers.has(sampler);
  const body = dict({
    is_delta: truth(sample.isDelta),
    elapsed_ns: integer(elapsedNs),
    hw_model: text('Mac16,5'),
    kern_osversion: text(osBuild),
    kern_bootargs: text(''),
    kern_boottime: integer(bootedAt.getTime() / 1000),
    timestamp: `<date>${at.toISOString().slice(0, 19)}Z</date>`,
    ...activityEntries(sample),
    ...(has('cpu_power') ? { processor: processorOf(sample) } : {}),
    ...(has('thermal') ? { thermal_pressure: text(pressureOf(moment.heat)) } : {}),
    ...(has('sfi') ? { sfi: array([]) } : {}),
    ...(has('gpu_power') ? { gpu: gpuOf(sample) } : {}),
  });
  return `${HEAD}\n<plist version="1.0">\n${body}\n</plist>\n`;
}

/** The numbers after the clusters stand on lines of their own. */
function processorOf(sample: PowerSample): string {
  const { moment, elapsedNs, invalid } = sample;
  const { cpu, gpu, ane } = energyOf(sample);
  const power = (millijoules: number) =>
    `\n${real(invalid ? Number.NaN : millijoules / (elapsedNs / 1e9))}`;
  const energy = (millijoules: number) => `\n${integer(millijoules)}`;
  return dict({
    clusters: array(moment.clusters.map((cluster) => clusterOf(cluster, sample))),
    cpu_energy: energy(cpu),
    cpu_power: power(cpu),
    gpu_energy: energy(gpu),
    gpu_power: power(gpu),
    ane_energy: energy(ane),
    ane_power: power(ane),
    combined_power: power(cpu + gpu + ane),
    ...(invalid ? { invalid: truth(true) } : {}),
  });
}

/** As on the real chip a cluster's own counters are of no use: E never idles, and P1 has no online_ratio. */
function clusterOf({ name, tier, cores }: Cluster, { elapsedNs, invalid }: PowerSample): string {
  const states = CLOCKS[tier].map((megahertz) => ({ megahertz, ratio: 1 / CLOCKS[tier].length }));
  const clock = cores.reduce((sum, core) => sum + clockOf(core), 0) / cores.length;
  return dict({
    name: text(name),
    hw_resid_counters: truth(true),
    freq_hz: real(invalid ? Number.NaN : clock * 1e6),
    idle_ns: integer(0),
    idle_ratio: real(0),
    down_ns: integer(0),
    down_ratio: real(0),
    dvfm_states: array(states.map((state) => stateOf(state, elapsedNs))),
    ...(name === 'P1-Cluster' ? {} : { online_ratio: real(1) }),
    cpus: array(
      cores.map((core) => {
        const down = downRatio(tier, core);
        const idle = 1 - core.active - down;
        return dict({
          cpu: integer(core.core),
          freq_hz: real(invalid ? Number.NaN : clockOf(core) * 1e6),
          idle_ns: integer(idle * elapsedNs),
          idle_ratio: real(invalid ? Number.NaN : idle),
          down_ns: integer(down * elapsedNs),
          down_ratio: real(invalid ? Number.NaN : down),
          ...(invalid ? { invalid: truth(true) } : {}),
          dvfm_states: array(core.states.map((state) => stateOf(state, elapsedNs, invalid))),
        });
      }),
    ),
  });
}

/** `freq_hz` of the GPU is in megahertz, whatever its name says. */
function gpuOf(sample: PowerSample): string {
  const { moment, elapsedNs, osBuild, invalid } = sample;
  const { gpu } = moment;
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
  const idle = {
    idle_ns: integer((1 - gpu.active) * elapsedNs),
    idle_ratio: real(invalid ? Number.NaN : 1 - gpu.active),
  };
  const first = dict({
    freq_hz: real(invalid ? Number.NaN : clockOf(gpu)),
    ...idle,
    ...(invalid ? { invalid: truth(true) } : {}),
    dvfm_states: array(gpu.states.map((state) => stateOf(state, elapsedNs, invalid))),
    sw_requested_state: softwareStates('sw_req_state', ''),
    sw_state: softwareStates('sw_state', 'SW_'),
  });
  const last = { gpu_energy: integer(energyOf(sample).gpu) };
  const repeats = Number.parseInt(osBuild, 10) < SINGLE_KEYS_SINCE;
  return joined(first, dict(repeats ? { ...idle, ...last } : last));
}

/** One dictionary of two, in which keys may repeat. */
function joined(first: string, second: string): string {
  return first.slice(0, -'</dict>'.length) + second.slice('<dict>\n'.length);
}

function stateOf(
  { megahertz, ratio }: Unit['states'][number],
  elapsedNs: number,
  invalid = false,
): string {
  return dict({
    freq: integer(megahertz),
    used_ns: integer(ratio * elapsedNs),
    used_ratio: real(invalid ? Number.NaN : ratio),
  });
}
