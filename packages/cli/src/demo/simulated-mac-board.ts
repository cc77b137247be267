/** What is around the cores of the simulated Mac, worked out from what they do. */
import type { Moment } from './simulated-mac.ts';

type Process = {
  readonly pid: number;
  readonly name: string;
  /** Cores' worth of time. */
  readonly cores: number;
  readonly userRatio: number;
};
export type Board = {
  readonly memory: {
    readonly totalBytes: number;
    readonly usedBytes: number;
    readonly swapTotalBytes: number;
    readonly swapUsedBytes: number;
  };
  readonly celsius: { readonly cpu: number; readonly gpu: number };
  readonly fans: readonly { readonly rpm: number; readonly maxRpm: number }[];
  readonly watts: { readonly dram: number; readonly gpuSram: number; readonly system: number };
  readonly batteryPercent: number;
  /** All per second. */
  readonly network: Rates<'packets' | 'bytes'>;
  readonly disk: Rates<'operations' | 'bytes'>;
  readonly processes: readonly Process[];
  readonly interruptsPerSecond: readonly number[];
};
type Rates<What extends string> = {
  readonly [direction in 'in' | 'out']: { readonly [what in What]: number };
};

const GIGABYTE = 2 ** 30;
const TOTAL_BYTES = 64 * GIGABYTE;
const BOARD_WATTS = 5.5;
const FANS = { rest: 1350, full: 5800, difference: 90 } as const;

export function boardOf({ seconds, clusters, gpu, watts, heat }: Moment): Board {
  const cores = clusters.flatMap((cluster) => cluster.cores);
  const busy = cores.reduce((total, { active }) => total + active, 0);
  const load = busy / cores.length;
  const dram = 0.4 + 4.5 * load + 9 * gpu.active + 0.6 * watts.ane;
  const blow = Math.min(1, 0.9 * heat + (watts.cpu + watts.gpu) / 250);
  const rpm = Math.round(FANS.rest + (FANS.full - FANS.rest) * blow);
  const messages = 200 + 9000 * load;
  return {
    memory: {
      totalBytes: TOTAL_BYTES,
      usedBytes: Math.round((26 + 14 * load + 12 * gpu.active) * GIGABYTE),
      swapTotalBytes: 2 * GIGABYTE,
      swapUsedBytes: Math.round(0.4 * GIGABYTE),
    },
    celsius: {
      cpu: 36 + 0.55 * watts.cpu + 42 * heat,
      gpu: 34 + 0.45 * watts.gpu + 38 * heat,
    },
    fans: [
      { rpm, maxRpm: FANS.full },
      { rpm: rpm + FANS.difference, maxRpm: FANS.full + 6 * FANS.difference },
    ],
    watts: {
      dram,
      gpuSram: 0.02 * watts.gpu,
      system: BOARD_WATTS + dram + 1.08 * (watts.cpu + watts.gpu + watts.ane),
    },
    batteryPercent: 80 + Math.round(10 * Math.sin(seconds / 600)),
    network: {
      in: { packets: messages, bytes: 310 * messages },
      out: { packets: messages / 4, bytes: 22 * messages },
    },
    disk: {
      in: { operations: 5 + 60 * load, bytes: 2e5 + 8e6 * load },
      out: { operations: 20 + 250 * load, bytes: 1e6 + 3e7 * load },
    },
    processes: [
      // Names as they come: powermetrics writes the ampersand bare, and the umlaut takes two bytes.
      { pid: 4711, name: 'Charts & Orders', cores: 0.2 * busy, userRatio: 0.91 },
      { pid: 812, name: 'nautilus-node', cores: 0.5 * busy, userRatio: 0.95 },
      { pid: 930, name: 'Börsen-Ticker', cores: 0.06 * busy, userRatio: 0.82 },
      { pid: 155, name: 'WindowServer', cores: 0.1 * busy, userRatio: 0.45 },
      { pid: 0, name: 'kernel_task', cores: 0.12 * busy, userRatio: 0 },
    ],
    interruptsPerSecond: cores.map(({ active }) => 20 + 2400 * active),
  };
}
