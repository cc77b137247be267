import { createHash } from 'node:crypto';
import type { Plan } from './docker-platform.ts';

/** One simulated container: what it is, and the counters of its present run. */
export type Simulated = {
  readonly plan: Plan;
  readonly id: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly startedAt: Date;
  readonly restartCount: number;
  readonly run:
    | { readonly kind: 'running'; readonly healthy: boolean }
    | { readonly kind: 'restarting'; readonly endedAt: Date };
  readonly memoryBytes: number;
  readonly cpuNanoseconds: number;
  readonly periods: number;
  readonly throttledPeriods: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
};

/** What the engine tells of a container. */
export type Told = {
  readonly at: Date;
  readonly action: string;
  readonly attributes?: Readonly<Record<string, string>>;
};

/** How long the policy waits before a restart, and an engine until its health check passes. */
const RESTART_SECONDS = 2;
const WARM_UP_SECONDS = 6;
const PERIODS_PER_SECOND = 10;

const fresh = {
  cpuNanoseconds: 0,
  periods: 0,
  throttledPeriods: 0,
  receivedBytes: 0,
  sentBytes: 0,
  readBytes: 0,
  writtenBytes: 0,
};

export function begin(plan: Plan, index: number, now: Date): Simulated {
  return {
    ...fresh,
    plan,
    id: createHash('sha256').update(plan.name).digest('hex'),
    address: `172.20.0.${index + 2}`,
    createdAt: now,
    startedAt: now,
    restartCount: 0,
    run: { kind: 'running', healthy: true },
    memoryBytes: plan.memoryBytes,
  };
}

/** The container after some seconds, and what happened in them. */
export function advance(
  before: Simulated,
  now: Date,
  seconds: number,
): { readonly after: Simulated; readonly told: readonly Told[] } {
  if (before.run.kind === 'restarting') return wait(before, before.run.endedAt, now);
  const { plan } = before;
  const wanted = plan.cores * wave(before, now);
  const cores = Math.min(wanted, plan.cpuLimit ?? wanted);
  const isThrottled = plan.cpuLimit !== undefined && wanted > plan.cpuLimit * 0.97;
  const traffic = plan.trafficBytesPerSecond * wave(before, now) * seconds;
  const memoryBytes = memoryAt(before, now);
  const periods = plan.cpuLimit === undefined ? 0 : PERIODS_PER_SECOND * seconds;
  const after: Simulated = {
    ...before,
    memoryBytes,
    cpuNanoseconds: before.cpuNanoseconds + cores * seconds * 1e9,
    periods: before.periods + periods,
    throttledPeriods: before.throttledPeriods + (isThrottled ? periods * 0.4 : 0),
    receivedBytes: before.receivedBytes + traffic,
    sentBytes: before.sentBytes + traffic * 0.7,
    readBytes: before.readBytes + traffic * 0.05,
    writtenBytes: before.writtenBytes + traffic * 0.12,
  };
  if (plan.memoryLimitBytes !== undefined && memoryBytes >= plan.memoryLimitBytes)
    return killForMemory(after, now);
  return warmUp(after, now);
}

/** Whether the container's health endpoint admits to be ill at this moment. */
export function isIll({ plan, createdAt }: Simulated, now: Date): boolean {
  if (plan.illEverySeconds === undefined) return false;
  const age = (now.getTime() - createdAt.getTime()) / 1000;
  return (
    age > plan.illEverySeconds / 3 &&
    (age + (plan.illEverySeconds * 2) / 3) % plan.illEverySeconds < 60
  );
}

/** Between 0.5 and 1.5, slow and fast waves over each other, out of step between containers. */
function wave({ id }: Simulated, now: Date): number {
  const seconds = now.getTime() / 1000;
  const phase = Number.parseInt(id.slice(0, 4), 16);
  return (
    1 +
    0.3 * Math.sin(seconds / 41 + phase) +
    0.15 * Math.sin(seconds / 7.3 + phase * 3) +
    0.05 * Math.sin(seconds * 1.9 + phase * 7)
  );
}

function memoryAt(container: Simulated, now: Date): number {
  const { plan, startedAt } = container;
  const age = (now.getTime() - startedAt.getTime()) / 1000;
  const leaked = (plan.leakBytesPerSecond ?? 0) * age;
  return plan.memoryBytes * (1 + 0.03 * (wave(container, now) - 1)) + leaked;
}

function killForMemory(container: Simulated, now: Date) {
  const after: Simulated = {
    ...container,
    ...fresh,
    memoryBytes: 0,
    run: { kind: 'restarting', endedAt: now },
  };
  const told: readonly Told[] = [
    { at: now, action: 'oom' },
    { at: new Date(now.getTime() + 30), action: 'die', attributes: { exitCode: '137' } },
  ];
  return { after, told };
}

function wait(container: Simulated, endedAt: Date, now: Date) {
  if ((now.getTime() - endedAt.getTime()) / 1000 < RESTART_SECONDS)
    return { after: container, told: [] };
  const after: Simulated = {
    ...container,
    startedAt: now,
    restartCount: container.restartCount + 1,
    run: { kind: 'running', healthy: false },
    memoryBytes: container.plan.memoryBytes,
  };
  return { after, told: [{ at: now, action: 'start' }] };
}

function warmUp(container: Simulated, now: Date) {
  const { run, startedAt } = container;
  const age = (now.getTime() - startedAt.getTime()) / 1000;
  if (run.kind !== 'running' || run.healthy || age < WARM_UP_SECONDS)
    return { after: container, told: [] };
  const after: Simulated = { ...container, run: { kind: 'running', healthy: true } };
  return { after, told: [{ at: now, action: 'health_status: healthy' }] };
}
