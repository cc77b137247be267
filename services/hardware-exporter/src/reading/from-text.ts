import { knownFields } from './known-fields.ts';
import { wattsOf } from './possible.ts';
import type { ClusterReading, CoreReading, PowerDocument } from './power-document.ts';
import type { State } from './residency.ts';
import { clockOf, possibleRatio, scaledRatio } from './residency.ts';
import { timeOf } from './time-of.ts';

/** The shares at each clock have two digits: some twenty of them were seen to miss their sum by half a percent. */
const CLOCKS_ROUNDING = 6e-3;
/** A core's line with all its clocks has some 600; patterns are not tried on what is no line of it. */
const MOST_CHARACTERS = 8192;
/** By the sizes of what it counts, which are whole blocks only this way. */
const KILOBYTE = 1000;

/**
 * Reads one sample of the text format, whose labels differ from one macOS to the next. It rounds, so
 * the plist is to be preferred; `undefined` when no line of it is known.
 */
export function fromText(text: string): PowerDocument | undefined {
  const found = readLines(text);
  if (found.recognised === 0) return undefined;
  const { time, elapsedMs, gpuActive, gpuIdle, gpuStates, watts } = found;
  const windowSeconds = elapsedMs === undefined || elapsedMs <= 0 ? undefined : elapsedMs / 1000;
  const active = gpuActive ?? (gpuIdle === undefined ? undefined : possibleRatio(1 - gpuIdle));
  const joules = (power: number | undefined) =>
    power === undefined || windowSeconds === undefined ? undefined : power * windowSeconds;
  return knownFields({
    takenAt: time === undefined ? undefined : timeOf(time),
    windowSeconds,
    model: found.model,
    osBuild: found.osBuild,
    clusters: found.clusters.length === 0 ? undefined : found.clusters.map(clusterOf),
    gpu:
      active === undefined
        ? undefined
        : knownFields({
            active_ratio: active,
            frequency_hertz: clockOf(found.gpuHertz, active),
            scaled_ratio: scaledRatio(gpuStates, CLOCKS_ROUNDING),
            states: gpuStates,
          }),
    watts: knownFields({
      cpu: watts.cpu,
      gpu: watts.gpu,
      ane: watts.ane,
      combined: watts.combined,
    }),
    dramWatts: watts.dram,
    joules: knownFields({
      cpu: joules(watts.cpu),
      gpu: joules(watts.gpu),
      ane: joules(watts.ane),
    }),
    thermalPressure: found.thermalPressure,
    disk: someOf(found.disk),
    network: someOf(found.network),
  });
}

function someOf<Fields extends object>(fields: Fields): Fields | undefined {
  return Object.keys(fields).length === 0 ? undefined : fields;
}

type OpenCluster = {
  name?: string;
  frequencyHertz?: number | undefined;
  cores: Map<number, OpenCore>;
};
type OpenCore = {
  active?: number | undefined;
  states?: State[] | undefined;
  frequencyHertz?: number | undefined;
};
type Found = {
  recognised: number;
  model?: string;
  osBuild?: string;
  time?: string;
  elapsedMs?: number | undefined;
  clusters: OpenCluster[];
  gpuActive?: number | undefined;
  gpuIdle?: number | undefined;
  gpuHertz?: number | undefined;
  gpuStates?: State[] | undefined;
  watts: Partial<Record<'cpu' | 'gpu' | 'ane' | 'combined' | 'dram', number>>;
  thermalPressure?: string;
  disk: NonNullable<PowerDocument['disk']>;
  network: NonNullable<PowerDocument['network']>;
};

/** A label and what follows it. Each reader keeps its find; the last of repeated lines counts. */
const LINES: readonly (readonly [RegExp, (found: Found, ...groups: readonly string[]) => void])[] =
  [
    [/^Machine model: (\S+)/, (found, model = '') => void (found.model = model)],
    [/^OS version: (\S+)/, (found, build = '') => void (found.osBuild = build)],
    [
      /^\*\*\* Sampled system activity \((.+)\) \((.+)ms elapsed\)/,
      (found, time = '', elapsed = '') => {
        found.time = time;
        found.elapsedMs = numberOf(elapsed);
      },
    ],
    [
      /^([A-Z]\d*-Cluster) HW active frequency: (.+) MHz/,
      (found, name = '', megahertz = '') => {
        clusterNamed(found, name).frequencyHertz = hertzOf(megahertz);
      },
    ],
    [/^([A-Z]\d*-Cluster) /, (found, name = '') => void clusterNamed(found, name)],
    [
      /^cpu (\d+) frequency: (.+) MHz/i,
      (found, core = '', megahertz = '') => {
        coreNumbered(found, core).frequencyHertz = hertzOf(megahertz);
      },
    ],
    [
      /^cpu (\d+) active residency:\s*(\S+)%(?: \((.*)\))?/i,
      (found, core = '', percent = '', states = '') => {
        const open = coreNumbered(found, core);
        open.active = ratioOf(percent);
        open.states = statesOf(states);
      },
    ],
    [
      /^GPU (?:HW )?active frequency: (.+) MHz/,
      (found, mhz = '') => void (found.gpuHertz = hertzOf(mhz)),
    ],
    [
      /^GPU (?:HW )?active residency:\s*(\S+)%(?: \((.*)\))?/,
      (found, percent = '', states = '') => {
        found.gpuActive = ratioOf(percent);
        found.gpuStates = statesOf(states);
      },
    ],
    [
      /^GPU idle residency:\s*(\S+)%/,
      (found, percent = '') => void (found.gpuIdle = ratioOf(percent)),
    ],
    [
      /^(?:CPU|Clusters Total) Power: (\S+) mW/,
      (found, power = '') => keepWatts(found, 'cpu', power),
    ],
    [/^GPU Power: (\S+) mW/, (found, power = '') => keepWatts(found, 'gpu', power)],
    [/^ANE Power: (\S+) mW/, (found, power = '') => keepWatts(found, 'ane', power)],
    [
      /^DRAM Power: (\S+) mW/,
      (found, power = '') => {
        if (numberOf(power) !== 0) keepWatts(found, 'dram', power); // Memory at 0 W holds nothing.
      },
    ],
    [/^Combined Power.*: (\S+) mW/, (found, power = '') => keepWatts(found, 'combined', power)],
    [
      /^(read|write): (\S+) ops\/s (\S+) KBytes\/s/,
      (found, way = '', operations = '', kilobytes = '') => {
        const [each, size] = [numberOf(operations), numberOf(kilobytes)];
        if (each !== undefined)
          found.disk[`${way as 'read' | 'write'}_operations_per_second`] = each;
        if (size !== undefined)
          found.disk[`${way as 'read' | 'write'}_bytes_per_second`] = size * KILOBYTE;
      },
    ],
    [
      /^(in|out): +\S+ packets\/s, (\S+) bytes\/s/,
      (found, way = '', bytes = '') => {
        const size = numberOf(bytes);
        const field = way === 'in' ? 'receive_bytes_per_second' : 'transmit_bytes_per_second';
        if (size !== undefined) found.network[field] = size;
      },
    ],
    [/^Current pressure level: (\S+)/, (found, word = '') => void (found.thermalPressure = word)],
  ];

function readLines(text: string): Found {
  const found: Found = { recognised: 0, clusters: [], watts: {}, disk: {}, network: {} };
  for (const line of text.split(/\r?\n/)) {
    if (line.length > MOST_CHARACTERS) continue;
    for (const [pattern, keep] of LINES) {
      const match = pattern.exec(line);
      if (match === null) continue;
      keep(found, ...match.slice(1));
      found.recognised += 1;
      break;
    }
  }
  return found;
}

function clusterNamed(found: Found, name: string): OpenCluster {
  const last = found.clusters.at(-1);
  if (last?.name === name) return last;
  const opened: OpenCluster = { name, cores: new Map() };
  found.clusters.push(opened);
  return opened;
}

/** A core belongs to the cluster named before it; those at the top of a cut-off text to one without a name. */
function coreNumbered(found: Found, core: string): OpenCore {
  const cluster = found.clusters.at(-1) ?? { cores: new Map() };
  if (found.clusters.length === 0) found.clusters.push(cluster);
  const open = cluster.cores.get(Number(core)) ?? {};
  cluster.cores.set(Number(core), open);
  return open;
}

function clusterOf({ name, frequencyHertz, cores }: OpenCluster): ClusterReading {
  return knownFields({ name, frequencyHertz, cores: [...cores].map(coreOf) });
}

function coreOf([core, { active, states, frequencyHertz }]: [number, OpenCore]): CoreReading {
  return knownFields({
    core,
    activeRatio: active,
    scaledRatio: active === undefined ? undefined : scaledRatio(states, CLOCKS_ROUNDING),
    frequencyHertz: clockOf(frequencyHertz, active),
  });
}

/** `1260 MHz: 2.6% 1512 MHz: .29%`; `undefined` when any of them is unreadable, as sums would lie. */
function statesOf(text: string): State[] | undefined {
  const states: State[] = [];
  for (const [, megahertz = '', percent = ''] of text.matchAll(/(\d+) MHz:\s*(\S+)%/g)) {
    const frequency_hertz = hertzOf(megahertz);
    const ratio = ratioOf(percent);
    if (frequency_hertz === undefined || ratio === undefined) return undefined;
    states.push({ frequency_hertz, ratio });
  }
  return states.length === 0 ? undefined : states;
}

function keepWatts(found: Found, component: keyof Found['watts'], milliwatts: string): void {
  const value = wattsOf((numberOf(milliwatts) ?? Number.NaN) / 1000);
  if (value !== undefined) found.watts[component] = value;
}

function hertzOf(megahertz: string): number | undefined {
  const value = numberOf(megahertz);
  return value === undefined ? undefined : value * 1e6;
}

function ratioOf(percent: string): number | undefined {
  const value = numberOf(percent);
  return value === undefined ? undefined : possibleRatio(value / 100);
}

/** `.29`, `100`, `5021.96`; `nan` is no reading, and neither is what has more digits than anything counted. */
function numberOf(text: string): number | undefined {
  return /^\s*(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})\s*$/.test(text) ? Number(text) : undefined;
}
