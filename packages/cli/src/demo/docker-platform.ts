/** One container of the simulated trading platform. */
export type Plan = {
  readonly name: string;
  /** Where its health is served; absent for those whose state speaks for them. */
  readonly port?: number;
  readonly health?: string;
  readonly cpuLimit?: number;
  readonly memoryLimitBytes?: number;
  /** What it uses on average: cores, bytes of memory, bytes a second on the network. */
  readonly cores: number;
  readonly memoryBytes: number;
  readonly trafficBytesPerSecond: number;
  /** How fast its memory grows until the limit ends it. */
  readonly leakBytesPerSecond?: number;
  /** When its health endpoint admits to be ill: for a minute, every so many seconds. */
  readonly illEverySeconds?: number;
};

const GIGABYTE = 1024 ** 3;
const MEGABYTE = 1024 ** 2;

/** Engines with the allocation of the platform's deployment, and what stands around them. */
export const platform: readonly Plan[] = [
  engine('analytics', 8100, { cpus: 2, gigabytes: 4, cores: 0.9, memory: 1.9 }),
  engine('risk', 8200, { cpus: 0.5, gigabytes: 1, cores: 0.33, memory: 0.55 }),
  engine('factor', 8300, { cpus: 4, gigabytes: 8, cores: 1.6, memory: 4.4 }),
  {
    ...engine('ml', 8400, { cpus: 2, gigabytes: 6, cores: 1.2, memory: 4.1 }),
    leakBytesPerSecond: 4.5 * MEGABYTE,
  },
  engine('features', 8500, { cpus: 2, gigabytes: 4, cores: 0.7, memory: 1.2 }),
  engine('websocket', 8600, { cpus: 1, gigabytes: 1, cores: 0.4, memory: 0.3 }),
  {
    ...engine('strategy', 8700, { cpus: 2, gigabytes: 2, cores: 0.8, memory: 0.8 }),
    illEverySeconds: 600,
  },
  engine('marketdata', 8800, { cpus: 2, gigabytes: 2, cores: 1.1, memory: 0.9 }),
  engine('portfolio', 8900, { cpus: 4, gigabytes: 8, cores: 0.6, memory: 2.2 }),
  engine('collateral', 9000, { cpus: 1, gigabytes: 2, cores: 0.2, memory: 0.4 }),
  around('backend', { port: 8000, health: '/health', cores: 0.25, megabytes: 420 }),
  around('frontend', { port: 3000, health: '/', cores: 0.02, megabytes: 90 }),
  around('postgres', { cores: 0.3, megabytes: 1400 }),
  around('redis', { cores: 0.15, megabytes: 310 }),
  around('prometheus', { port: 9090, health: '/-/healthy', cores: 0.08, megabytes: 520 }),
  around('grafana', { port: 3000, health: '/api/health', cores: 0.04, megabytes: 180 }),
  around('nginx', { port: 80, health: '/', cores: 0.03, megabytes: 20 }),
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
  },
): Plan {
  return {
    name: `nautilus-${name}-engine`,
    port,
    health: '/health',
    cpuLimit: size.cpus,
    memoryLimitBytes: size.gigabytes * GIGABYTE,
    cores: size.cores,
    memoryBytes: size.memory * GIGABYTE,
    trafficBytesPerSecond: size.cores * 400_000,
  };
}

function around(
  name: string,
  size: {
    readonly port?: number;
    readonly health?: string;
    readonly cores: number;
    readonly megabytes: number;
  },
): Plan {
  const { megabytes, ...rest } = size;
  return {
    ...rest,
    name: `nautilus-${name}`,
    memoryBytes: megabytes * MEGABYTE,
    trafficBytesPerSecond: size.cores * 250_000,
  };
}
