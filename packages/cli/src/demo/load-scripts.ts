/** Scripts of load: what a machine does over time, as points with straight lines between them. */

/** Shares of time from 0 to 1 that the parts of the machine are busy, and how warm it is by then. */
export type Load = {
  readonly efficiency: number;
  readonly performance: number;
  readonly gpu: number;
  readonly neural: number;
  /** 0 cold, 1 where macOS says Trapping. */
  readonly heat: number;
};
export type LoadScript = keyof typeof scripts;

type Point = Load & { readonly at: number };

/** Seconds, then E cores, P cores, GPU, Neural Engine, heat. Two points at one moment are a jump. */
const scripts = {
  /** Nobody is there; a moment of mail each minute. */
  idle: points([
    [0, 0.04, 0, 0.01, 0, 0],
    [52, 0.04, 0, 0.01, 0, 0],
    [53, 0.2, 0.03, 0.04, 0, 0],
    [55, 0.2, 0.03, 0.04, 0, 0],
    [60, 0.04, 0, 0.01, 0, 0],
  ]),
  /** Configure, compile on every core until it gets warm, link on one, look at the result. */
  compile: points([
    [0, 0.4, 0.15, 0.04, 0, 0],
    [15, 0.5, 0.25, 0.04, 0, 0],
    [17, 0.92, 0.97, 0.03, 0, 0.02],
    [85, 0.92, 0.97, 0.03, 0, 0.5],
    [87, 0.2, 0.1, 0.02, 0, 0.5],
    [105, 0.2, 0.1, 0.02, 0, 0.25],
    [120, 0.4, 0.15, 0.04, 0, 0],
  ]),
  /** A quiet minute before the bell, the rush, and its slow ebb. The models infer with the news. */
  'market-open': points([
    [0, 0.25, 0.12, 0.1, 0.05, 0],
    [55, 0.3, 0.15, 0.12, 0.05, 0],
    [60, 0.85, 0.95, 0.45, 0.6, 0],
    [90, 0.8, 0.9, 0.5, 0.65, 0.2],
    [150, 0.6, 0.6, 0.35, 0.4, 0.3],
    [240, 0.4, 0.3, 0.2, 0.15, 0.1],
    [300, 0.25, 0.12, 0.1, 0.05, 0],
  ]),
  /** Training on the GPU, then inference on the Neural Engine, then a pause. */
  'ml-burst': points([
    [0, 0.2, 0.1, 0.05, 0, 0],
    [10, 0.2, 0.1, 0.05, 0, 0],
    [12, 0.4, 0.3, 0.98, 0.02, 0.05],
    [50, 0.4, 0.3, 0.98, 0.02, 0.35],
    [52, 0.3, 0.15, 0.15, 0.95, 0.35],
    [80, 0.3, 0.15, 0.15, 0.95, 0.2],
    [82, 0.2, 0.1, 0.05, 0, 0.2],
    [90, 0.2, 0.1, 0.05, 0, 0],
  ]),
  /** Everything at once until the machine protects itself: Nominal, Moderate, Heavy, Trapping, and back. */
  'thermal-throttling': points([
    [0, 0.9, 0.99, 0.9, 0.3, 0],
    [60, 0.9, 0.99, 0.9, 0.3, 0.4],
    [120, 0.9, 0.99, 0.9, 0.3, 0.92],
    [150, 0.9, 0.99, 0.9, 0.3, 1],
    [180, 0.9, 0.99, 0.9, 0.3, 1],
    [182, 0.1, 0.05, 0.03, 0, 0.98],
    [240, 0.1, 0.05, 0.03, 0, 0],
  ]),
} as const;

export function isLoadScript(word: string): word is LoadScript {
  return Object.hasOwn(scripts, word);
}

export const LOAD_SCRIPTS: readonly string[] = Object.keys(scripts);

/** What the script does that many seconds after its start; it repeats for ever. */
export function loadAt(script: LoadScript, seconds: number): Load {
  const table: readonly Point[] = scripts[script];
  const period = table.at(-1)?.at ?? 1;
  const time = ((seconds % period) + period) % period;
  const next = table.findIndex(({ at }) => at > time);
  const [from, to] = [table[next - 1], table[next]];
  if (from === undefined || to === undefined) throw new Error(`${script} does not start at 0`);
  const share = (time - from.at) / (to.at - from.at);
  const between = (part: keyof Load) => from[part] + share * (to[part] - from[part]);
  return {
    efficiency: between('efficiency'),
    performance: between('performance'),
    gpu: between('gpu'),
    neural: between('neural'),
    heat: between('heat'),
  };
}

function points(rows: readonly (readonly [number, number, number, number, number, number])[]) {
  return rows.map(([at, efficiency, performance, gpu, neural, heat]) => ({
    at,
    efficiency,
    performance,
    gpu,
    neural,
    heat,
  }));
}
