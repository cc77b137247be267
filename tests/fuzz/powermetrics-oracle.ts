import type { Dict } from './other-parser.ts';
import {
  count,
  dictIn,
  dictsIn,
  isInvalid,
  listIn,
  numberIn,
  parsed,
  word,
} from './other-parser.ts';

/**
 * What a document of powermetrics says, worked out a second time and in another way: with another
 * parser, and with the formulas written down as in a book. Slow, and of use for nothing but comparing.
 */

type Leaf = number | string | undefined;
export type Tree = { readonly [key: string]: Tree | readonly Tree[] | Leaf };

const SLACK = 1e-3;
const MOST = {
  seconds: 2_592_000,
  hertz: 2e10,
  watts: 2000,
  bytes: 1e12,
  operations: 1e9,
};

/** `undefined` where the other parser does not take the text for a property list of one dict. */
export function whatItSays(text: string): Tree | undefined {
  const top = parsed(text);
  if (top === undefined) return undefined;
  const processor = dictIn(top.get('processor'));
  const gpu = dictIn(top.get('gpu'));
  const seconds = within(divide(count(top, 'elapsed_ns'), 1e9) || undefined, MOST.seconds);
  const joules = (milli: Leaf) => {
    const energy = divide(milli, 1000);
    const watts = within(divide(energy, seconds ?? MOST.seconds), MOST.watts);
    return watts === undefined ? undefined : energy;
  };
  const watts = (key: string) => within(divide(count(processor, key), 1000), MOST.watts);
  const gpuJoules = joules(count(processor, 'gpu_energy') ?? count(gpu, 'gpu_energy'));
  const dramJoules = divide(count(processor, 'dram_energy'), 1000) || undefined;
  const power = {
    cpu_watts: watts('cpu_power'),
    gpu_watts:
      watts('gpu_power') ?? (seconds === undefined ? undefined : divide(gpuJoules, seconds)),
    ane_watts: watts('ane_power'),
    combined_watts: watts('combined_power'),
    dram_watts: within(seconds === undefined ? undefined : divide(dramJoules, seconds), MOST.watts),
  };
  const clusters = processor && dictsIn(processor.get('clusters'));
  return {
    windowSeconds: seconds,
    model: word(top, 'hw_model'),
    osBuild: word(top, 'kern_osversion'),
    joules: {
      cpu: joules(count(processor, 'cpu_energy')),
      gpu: gpuJoules,
      ane: joules(count(processor, 'ane_energy')),
    },
    ...(clusters === undefined ? { chip: {} } : processorOf(clusters)),
    gpu: gpu && gpuOf(gpu),
    power,
    disk: ratesOf(dictIn(top.get('disk')), {
      read_bytes_per_second: ['rbytes_per_s', MOST.bytes],
      write_bytes_per_second: ['wbytes_per_s', MOST.bytes],
      read_operations_per_second: ['rops_per_s', MOST.operations],
      write_operations_per_second: ['wops_per_s', MOST.operations],
    }),
    network: ratesOf(dictIn(top.get('network')), {
      receive_bytes_per_second: ['ibyte_rate', MOST.bytes],
      transmit_bytes_per_second: ['obyte_rate', MOST.bytes],
    }),
  };
}

function processorOf(clusters: readonly Dict[]): Tree {
  const cores = clusters.flatMap((cluster, index) => {
    const name = word(cluster, 'name') ?? `Cluster ${index}`;
    const clock = within(count(cluster, 'freq_hz'), MOST.hertz);
    return (dictsIn(cluster.get('cpus')) ?? []).flatMap((cpu) => {
      const number = numberIn(cpu.get('cpu'));
      if (number === undefined || !Number.isInteger(number) || number < 0 || number > 1023)
        return [];
      return [{ index, name, clock, tier: name.charAt(0).toUpperCase(), number, ...unitOf(cpu) }];
    });
  });
  const seen = cores.filter(({ active }) => active !== undefined);
  const meanOf = (some: readonly { readonly active: number | undefined }[]) =>
    average(some.map(({ active }) => active ?? Number.NaN));
  const tiers = [...new Set(seen.map(({ tier }) => tier))];
  const fastest = ['S', 'P'].find((tier) => tiers.includes(tier));
  const sizeOf = (tier: string) =>
    tiers.includes(tier) ? cores.filter((core) => core.tier === tier).length : undefined;
  return {
    chip: { p_cores: sizeOf('P'), e_cores: sizeOf('E') },
    cpu:
      seen.length === 0
        ? undefined
        : {
            active_ratio: meanOf(seen),
            performance_active_ratio: meanOf(
              fastest === undefined ? seen : seen.filter(({ tier }) => tier === fastest),
            ),
            tiers: tiers.map((tier) => {
              const own = seen.filter((core) => core.tier === tier);
              const clocked = own.filter(({ hertz }) => hertz !== undefined);
              const weight = total(clocked.map(({ active }) => active ?? 0));
              const weighted = total(
                clocked.map(({ active, hertz }) => (active ?? 0) * (hertz ?? 0)),
              );
              return {
                tier,
                cores: cores.filter(({ index }) => own.some((core) => core.index === index)).length,
                active_ratio: meanOf(own),
                scaled_ratio: scaledOf(own),
                frequency_hertz: weight === 0 ? undefined : weighted / weight,
              };
            }),
            clusters: [...new Set(seen.map(({ index }) => index))].map((index) => {
              const own = seen.filter((core) => core.index === index);
              return {
                name: own[0]?.name,
                tier: own[0]?.tier,
                active_ratio: meanOf(own),
                scaled_ratio: scaledOf(own),
                frequency_hertz: awake(own[0]?.clock, meanOf(own)),
              };
            }),
            cores: seen.map(({ number, tier, name, active, scaled, hertz }) => ({
              core: number,
              tier,
              cluster: name,
              active_ratio: active,
              scaled_ratio: scaled,
              frequency_hertz: hertz,
            })),
          },
  };
}

function gpuOf(gpu: Dict): Tree {
  const { active, states } = unitOf(gpu);
  const shares = states?.map(([clock, part]) => [clock, Math.min(1, part)] as const);
  const told = count(gpu, 'freq_hz');
  const clock = within(told !== undefined && told < 1e6 ? hertz(told) : told, MOST.hertz);
  return {
    active_ratio: active,
    scaled_ratio: active === undefined ? undefined : scaledBy(shares ?? []),
    frequency_hertz: awake(clock, active),
    states:
      active === undefined
        ? undefined
        : shares?.map(([clock, part]) => ({ frequency_hertz: clock, ratio: part })),
  };
}

/** A core or the GPU: the pairs of clock and share of time, and what follows from them. */
function unitOf(unit: Dict) {
  const entries = isInvalid(unit) ? undefined : listIn(unit.get('dvfm_states'));
  const pairs = entries?.map((entry) => {
    const state = dictIn(entry);
    return [within(hertz(count(state, 'freq')), MOST.hertz), count(state, 'used_ratio')] as const;
  });
  const isWhole = pairs?.every((pair): pair is [number, number] => !pair.includes(undefined));
  const states = isWhole ? (pairs as [number, number][]) : undefined;
  const idle = count(unit, 'idle_ratio');
  const rest = idle === undefined ? undefined : 1 - idle - (count(unit, 'down_ratio') ?? 0);
  const sum =
    states === undefined || states.length === 0 ? rest : total(states.map(([, share]) => share));
  const active = share(sum);
  return {
    active,
    states,
    scaled: active === undefined ? undefined : scaledBy(states ?? []),
    hertz: awake(within(count(unit, 'freq_hz'), MOST.hertz), active),
  };
}

function ratesOf(
  dict: Dict | undefined,
  rates: Readonly<Record<string, readonly [string, number]>>,
) {
  if (dict === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(rates).map(([field, [key, most]]) => [field, within(count(dict, key), most)]),
  );
}

function scaledBy(states: readonly (readonly [number, number])[]): number | undefined {
  const top = Math.max(0, ...states.map(([clock]) => clock));
  const work = total(states.map(([clock, part]) => clock * part));
  return top === 0 ? undefined : share(work / top);
}

function scaledOf(units: readonly { readonly scaled: number | undefined }[]): number | undefined {
  if (units.some(({ scaled }) => scaled === undefined)) return undefined;
  return average(units.map(({ scaled }) => scaled ?? 0));
}

function awake(hertz: number | undefined, active: number | undefined): number | undefined {
  return hertz === 0 && !(active !== undefined && active <= 0.01) ? undefined : hertz;
}

function share(value: number | undefined): number | undefined {
  if (value === undefined || value < -SLACK || value > 1 + SLACK) return undefined;
  return value < 0 ? 0 : value > 1 ? 1 : value;
}

function within(value: number | undefined, most: number): number | undefined {
  return value !== undefined && value <= most ? value : undefined;
}

function hertz(megahertz: number | undefined): number | undefined {
  return megahertz === undefined ? undefined : megahertz * 1e6;
}

function divide(value: Leaf, by: number): number | undefined {
  return typeof value === 'number' ? value / by : undefined;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function average(values: readonly number[]): number {
  return total(values) / values.length;
}
