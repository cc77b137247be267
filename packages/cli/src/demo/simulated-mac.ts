/** A 16-core M4 Max on a trading day that passes in ten minutes, or under a script of load. */
import type { LoadScript } from './load-scripts.ts';
import { loadAt } from './load-scripts.ts';

type State = { readonly megahertz: number; readonly ratio: number };
/** A core or the GPU: the share of time it was active, and at which clocks. */
export type Unit = { readonly active: number; readonly states: readonly State[] };
export type Cluster = {
  readonly name: string;
  readonly tier: 'E' | 'P';
  readonly cores: readonly (Unit & { readonly core: number })[];
};
export type Moment = {
  /** Of the simulated machine's time, which may run faster than ours. */
  readonly seconds: number;
  readonly clusters: readonly Cluster[];
  readonly gpu: Unit;
  readonly watts: { readonly cpu: number; readonly gpu: number; readonly ane: number };
  /** 0 cold, 1 where macOS says Trapping; goes into the next moment. */
  readonly heat: number;
};

const CLUSTERS = [
  { name: 'E-Cluster', tier: 'E', first: 0, cores: 4, share: 0.75 },
  { name: 'P0-Cluster', tier: 'P', first: 4, cores: 6, share: 1.1 },
  { name: 'P1-Cluster', tier: 'P', first: 10, cores: 6, share: 0.8 },
] as const;
/** In megahertz and in the order of the chip: those of the GPU repeat and are not sorted. */
export const CLOCKS = {
  E: [1020, 1404, 1788, 2112, 2352, 2532, 2592],
  P: [
    1260, 1512, 1800, 2088, 2352, 2616, 2868, 3096, 3300, 3468, 3624, 3756, 3828, 3888, 3948, 3996,
    4044, 4104, 4416, 4512,
  ],
  GPU: [338, 618, 796, 924, 952, 1056, 1062, 1182, 1182, 1312, 1242, 1380, 1326, 1470, 1578],
} as const;
const FULL_WATTS = { E: 0.35, P: 3.9, GPU: 45, ANE: 5 } as const;
export const DAY_SECONDS = 600;
/** Above this mean load of the P cores the chip warms up, below it cools; from cold to Moderate in a minute. */
const WARM_LOAD = 0.85;
const WARM_SECONDS = 60;
/** As warm as load alone makes it: macOS says Heavy. Only a script goes on to Trapping. */
const WARMEST = 0.98;

/** The machine at a moment; `performanceLoad` fixes what every performance core does. */
export function simulateMac(options: {
  readonly seconds: number;
  readonly elapsedSeconds: number;
  /** In place of the trading day, and for how many seconds it has run. */
  readonly script?: { readonly name: LoadScript; readonly seconds: number } | undefined;
  readonly performanceLoad: number | undefined;
  readonly heat: number;
}): Moment {
  const { seconds, script, performanceLoad } = options;
  const scripted = script === undefined ? undefined : loadAt(script.name, script.seconds);
  const plan = scripted ?? tradingDay(seconds);
  const limit = clockLimit(scripted?.heat ?? options.heat);
  const clusters = CLUSTERS.map(({ name, tier, first, cores, share }) => ({
    name,
    tier,
    cores: Array.from({ length: cores }, (_, index) => {
      const core = first + index;
      const mean = tier === 'E' ? plan.efficiency : plan.performance * (scripted ? 1 : share);
      const usual = vary(mean, core, seconds);
      const active = tier === 'P' ? (performanceLoad ?? usual) : usual;
      return { core, ...unit(active, CLOCKS[tier], limit) };
    }),
  }));
  const gpu = unit(vary(plan.gpu, 16, seconds), CLOCKS.GPU, limit);
  return {
    seconds,
    clusters,
    gpu,
    watts: {
      cpu: sum(clusters.map(({ tier, cores }) => 0.1 + sum(cores.map((it) => wattsOf(it, tier))))),
      gpu: wattsOf(gpu, 'GPU'),
      ane: vary(plan.neural, 17, seconds) * FULL_WATTS.ANE,
    },
    heat: scripted?.heat ?? warmed(options.heat, performanceOf(clusters), options.elapsedSeconds),
  };
}

/** How busy the day is at a moment: an opening, a quiet noon, a close, and news in between. */
export function bustle(seconds: number): number {
  const day = (seconds % DAY_SECONDS) / DAY_SECONDS;
  const opening = 0.45 * Math.exp(-(((day - 0.12) / 0.07) ** 2));
  const close = 0.5 * Math.exp(-(((day - 0.88) / 0.08) ** 2));
  const news = Math.sin((2 * Math.PI * seconds) / 97) > 0.96 ? 0.15 : 0;
  return 0.2 + opening + close + news + 0.04 * Math.sin((2 * Math.PI * seconds) / 23);
}

function tradingDay(seconds: number) {
  const load = bustle(seconds);
  return {
    efficiency: 0.75 * load,
    performance: load,
    gpu: 0.08 + 0.5 * load,
    neural: clamp(1.2 * load - 0.18),
  };
}

/** A chip that protects itself gives up its fastest clocks: none while Nominal, nearly half at Trapping. */
function clockLimit(heat: number): number {
  return 1 - 0.45 * clamp((heat - 0.5) / 0.5);
}

function warmed(heat: number, load: number, elapsedSeconds: number): number {
  const warming = load > WARM_LOAD ? 1 : -1;
  const next = heat + (warming * elapsedSeconds) / (3 * WARM_SECONDS);
  return Math.min(Math.max(heat, WARMEST), clamp(next));
}

function performanceOf(clusters: readonly Cluster[]): number {
  const performance = clusters.flatMap(({ tier, cores }) => (tier === 'P' ? cores : []));
  return sum(performance.map(({ active }) => active)) / performance.length;
}

/** Around the mean, different from part to part and slowly changing; what rests, rests. */
function vary(mean: number, part: number, seconds: number): number {
  const wobble = Math.sin(part * 12.99 + seconds * (0.31 + part * 0.017));
  return clamp(mean + Math.min(0.08, 0.4 * mean) * wobble);
}

/** Spreads activity over the clocks: the busier, the faster, with some time at the ones around. */
function unit(active: number, clocks: readonly number[], limit: number): Unit {
  const fastest = limit * (clocks.length - 1);
  const centre = Math.min(Math.sqrt(active) * (clocks.length - 1), fastest);
  const weights = clocks.map((_, index) =>
    index > fastest ? 0 : Math.exp(-(((index - centre) / 1.8) ** 2)),
  );
  const total = sum(weights);
  const states = clocks.map((megahertz, index) => ({
    megahertz,
    ratio: (active * (weights[index] ?? 0)) / total,
  }));
  return { active, states };
}

/** Mean while active; a unit that slept has none. */
export function clockOf({ active, states }: Unit): number {
  if (active === 0) return 0;
  return sum(states.map(({ megahertz, ratio }) => megahertz * ratio)) / active;
}

/** Power grows a little faster than the square of the clock. */
function wattsOf(it: Unit, kind: keyof typeof CLOCKS): number {
  const top = Math.max(...CLOCKS[kind]);
  return FULL_WATTS[kind] * it.active * (clockOf(it) / top) ** 2.2;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
