import type { DashboardSummary, LatestContainers, WorstContainer } from '@m4max/contracts';

type ContainersSummary = NonNullable<DashboardSummary['containers']>;
type Container = LatestContainers['containers'][number];

const WORST = 5;
/** Nearer to its memory limit than this, the kernel may end a container any moment. */
const NEAR_MEMORY_LIMIT = 0.9;
/** Held back more than this share of the time, a container is too small for its work. */
const THROTTLED = 0.05;

/** Counts of all containers, and the few that deserve a look. */
export function containersSummary(sample: LatestContainers): ContainersSummary {
  const { containers, engines } = sample;
  return {
    taken_at: sample.taken_at,
    age_seconds: sample.age_seconds,
    stale: sample.stale,
    engines: engines.length,
    engines_up: engines.filter(({ up }) => up).length,
    total: containers.length,
    by_state: countBy(containers.map(({ state }) => state)),
    unhealthy: containers.filter(isUnhealthy).length,
    restarts: {
      policy: sum(containers, ({ restarts }) => restarts.policy),
      manual: sum(containers, ({ restarts }) => restarts.manual),
      oom: sum(containers, ({ restarts }) => restarts.oom),
      crash: sum(containers, ({ restarts }) => restarts.crash),
    },
    oom_events: sum(containers, ({ oom_events }) => oom_events),
    worst: worstContainers(containers),
    missing: sample.missing,
  };
}

/** Containers with something wrong, the worst first; a healthy one is never among them. */
export function worstContainers(containers: readonly Container[]): WorstContainer[] {
  return containers
    .flatMap((container) => {
      const trouble = troubleOf(container);
      return trouble === undefined ? [] : [{ container, ...trouble }];
    })
    .sort((a, b) => b.weight - a.weight || a.container.name.localeCompare(b.container.name))
    .slice(0, WORST)
    .map(({ container: { id, name, state, health, cpu, memory }, why }) => ({
      id,
      name,
      state,
      health,
      ...(cpu === undefined ? {} : { cpu }),
      ...(memory === undefined ? {} : { memory }),
      why,
    }));
}

function troubleOf(container: Container): { weight: number; why: string } | undefined {
  const { state, health, exit, probe, cpu, memory } = container;
  if (state === 'dead') return { weight: 100, why: 'dead' };
  if (state === 'restarting')
    return { weight: 95, why: exit?.reason ?? 'restarts again and again' };
  if (state === 'exited' && exit !== undefined && (exit.code !== 0 || exit.oom_killed))
    return { weight: 90, why: exit.reason };
  if (probe?.status === 'unreachable')
    return { weight: 85, why: probe.detail ?? 'its health endpoint does not answer' };
  if (health === 'unhealthy') return { weight: 80, why: 'its health check fails' };
  if (memory?.limit_ratio !== undefined && memory.limit_ratio > NEAR_MEMORY_LIMIT)
    return {
      weight: 70 + memory.limit_ratio,
      why: `uses ${percent(memory.limit_ratio)} of its memory limit`,
    };
  if (cpu?.throttled_ratio !== undefined && cpu.throttled_ratio > THROTTLED)
    return {
      weight: 60 + cpu.throttled_ratio,
      why: `is held back ${percent(cpu.throttled_ratio)} of the time`,
    };
  if (probe?.status === 'degraded')
    return { weight: 50, why: probe.detail ?? 'reports itself degraded' };
  return undefined;
}

function isUnhealthy({ health, probe }: Container): boolean {
  return health === 'unhealthy' || probe?.status === 'unreachable';
}

function countBy<Key extends string>(keys: readonly Key[]): Partial<Record<Key, number>> {
  const counts: Partial<Record<Key, number>> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function sum(containers: readonly Container[], read: (container: Container) => number): number {
  let total = 0;
  for (const container of containers) total += read(container);
  return total;
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 100)} %`;
}
