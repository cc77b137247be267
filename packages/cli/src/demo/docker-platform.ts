import type { Network } from './docker-networks.ts';
import type { Schedule } from './docker-schedule.ts';

/** What goes wrong with a simulated container, or what somebody does to it. */
type Faults = {
  /** How fast its memory grows until the limit ends it. */
  readonly leakBytesPerSecond?: number;
  readonly crash?: Schedule & { readonly exitCode: number };
  readonly restartByHand?: Schedule;
  /** When its health check fails, for so many seconds each time. */
  readonly failingCheck?: Schedule & { readonly lastsSeconds: number };
  /** When its health endpoint admits to be ill, while the check still passes. */
  readonly degraded?: Schedule & { readonly lastsSeconds: number };
  /** It does its work for so long and ends with 0. */
  readonly endsAfterSeconds?: number;
};

/** One container of the simulated trading platform. */
export type Plan = {
  readonly name: string;
  readonly networks: readonly Network[];
  /** Where its health is served; absent for those whose state speaks for them. */
  readonly port?: number;
  readonly health?: string;
  /** Whether its image has a health check. */
  readonly isChecked: boolean;
  readonly cpuLimit?: number;
  readonly memoryLimitBytes?: number;
  readonly restartPolicy: 'unless-stopped' | 'no';
  /** What it uses on average: cores, bytes of memory, bytes a second on the network. */
  readonly cores: number;
  readonly memoryBytes: number;
  readonly trafficBytesPerSecond: number;
} & Faults;

const GIGABYTE = 1024 ** 3;
const MEGABYTE = 1024 ** 2;

/** Engines with the allocation of the platform's deployment, and what stands around them. */
export const platform: readonly Plan[] = [
  engine('analytics', 8100, { cpus: 2, gigabytes: 4, cores: 0.9, memory: 1.9 }),
  engine('risk', 8200, { cpus: 0.5, gigabytes: 1, cores: 0.33, memory: 0.55 }),
  engine('factor', 8300, { cpus: 4, gigabytes: 8, cores: 1.6, memory: 4.4 }),
  engine('ml', 8400, {
    ...{ cpus: 2, gigabytes: 6, cores: 1.2, memory: 4.1 },
    leakBytesPerSecond: 4.5 * MEGABYTE,
  }),
  engine('features', 8500, {
    ...{ cpus: 2, gigabytes: 4, cores: 0.7, memory: 1.2 },
    restartByHand: { firstAfterSeconds: 330, everySeconds: 1500 },
  }),
  // Wants a little more than it may use most of the time.
  engine('websocket', 8600, { cpus: 1, gigabytes: 1, cores: 0.95, memory: 0.3 }),
  engine('strategy', 8700, {
    ...{ cpus: 2, gigabytes: 2, cores: 0.8, memory: 0.8 },
    degraded: { firstAfterSeconds: 200, everySeconds: 600, lastsSeconds: 60 },
  }),
  engine('marketdata', 8800, { cpus: 2, gigabytes: 2, cores: 1.1, memory: 0.9 }),
  engine('portfolio', 8900, {
    ...{ cpus: 4, gigabytes: 8, cores: 0.6, memory: 2.2 },
    failingCheck: { firstAfterSeconds: 240, everySeconds: 840, lastsSeconds: 50 },
  }),
  engine('collateral', 9000, {
    ...{ cpus: 1, gigabytes: 2, cores: 0.2, memory: 0.4 },
    crash: { firstAfterSeconds: 150, everySeconds: 540, exitCode: 139 },
  }),
  around('backend', ['edge', 'engines', 'data'], {
    ...{ port: 8000, health: '/health', cores: 0.25, megabytes: 420 },
  }),
  around('frontend', ['edge'], { port: 3000, health: '/', cores: 0.02, megabytes: 90 }),
  around('postgres', ['data'], { cores: 0.3, megabytes: 1400 }),
  around('redis', ['data'], { cores: 0.15, megabytes: 310 }),
  around('prometheus', ['engines'], {
    ...{ port: 9090, health: '/-/healthy', cores: 0.08, megabytes: 520 },
  }),
  around('grafana', ['edge', 'engines'], {
    ...{ port: 3000, health: '/api/health', cores: 0.04, megabytes: 180 },
  }),
  around('nginx', ['edge'], { port: 80, health: '/', cores: 0.03, megabytes: 20 }),
  {
    ...around('migrate', ['data'], { cores: 0.4, megabytes: 120, endsAfterSeconds: 45 }),
    restartPolicy: 'no',
  },
];

function engine(
  name: string,
  port: number,
  size: {
    readonly cpus: number;
    readonly gigabytes: number;
    readonly cores: number;
    /** In gigabytes. */
    readonly memory: number;
  } & Faults,
): Plan {
  const { cpus, gigabytes, cores, memory, ...faults } = size;
  return {
    ...faults,
    name: `nautilus-${name}-engine`,
    networks: ['engines', 'data'],
    port,
    health: '/health',
    isChecked: true,
    cpuLimit: cpus,
    memoryLimitBytes: gigabytes * GIGABYTE,
    restartPolicy: 'unless-stopped',
    cores,
    memoryBytes: memory * GIGABYTE,
    trafficBytesPerSecond: cores * 400_000,
  };
}

function around(
  name: string,
  networks: readonly Network[],
  size: {
    readonly port?: number;
    readonly health?: string;
    readonly cores: number;
    readonly megabytes: number;
  } & Faults,
): Plan {
  const { megabytes, ...rest } = size;
  return {
    ...rest,
    name: `nautilus-${name}`,
    networks,
    isChecked: size.health === '/health',
    restartPolicy: 'unless-stopped',
    memoryBytes: megabytes * MEGABYTE,
    trafficBytesPerSecond: size.cores * 250_000,
  };
}
