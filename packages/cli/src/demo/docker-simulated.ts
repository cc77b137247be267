import { createHash } from 'node:crypto';
import type { Checks } from './docker-health-check.ts';
import { afterRun, NOT_CHECKED } from './docker-health-check.ts';
import type { Plan } from './docker-platform.ts';

/** How its last run ended. */
export type Ended = {
  readonly endedAt: Date;
  readonly exitCode: number;
  readonly oomKilled: boolean;
};

/** One simulated container: what it is, and the counters of its present run. */
export type Simulated = {
  readonly plan: Plan;
  readonly id: string;
  /** Its place on the platform, counted from 0. */
  readonly index: number;
  readonly createdAt: Date;
  readonly startedAt: Date;
  /** Up to when its figures are. */
  readonly advancedAt: Date;
  /** How often it was started: each run has a process id of its own. */
  readonly starts: number;
  /** The engine's count of restarts by policy; a start by hand sets it to 0. */
  readonly restartCount: number;
  readonly run:
    | { readonly kind: 'running'; readonly checks: Checks | undefined }
    | ({ readonly kind: 'restarting' } & Ended)
    | ({ readonly kind: 'exited' } & Ended);
  readonly memoryBytes: number;
} & Readonly<typeof NO_COUNTS>;

/** What a container counts, at the start of each of its runs. */
export const NO_COUNTS = {
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
    plan,
    id: idOf(plan.name),
    index,
    createdAt: now,
    startedAt: now,
    advancedAt: now,
    starts: 1,
    restartCount: 0,
    // The platform was there before the demo looked at it.
    run: { kind: 'running', checks: plan.isChecked ? afterRun(NOT_CHECKED, now, true) : undefined },
    memoryBytes: plan.memoryBytes,
    ...NO_COUNTS,
  };
}

/** The process id of its present run; 0 when it does not run. */
export function pidOf({ run, index, starts }: Simulated): number {
  return run.kind === 'running' ? firstPid(index) + (starts % PIDS) : 0;
}

/** Whether a process is one of the runs of the container of that index. */
export function isPidOf(index: number, pid: number): boolean {
  return pid >= firstPid(index) && pid < firstPid(index + 1);
}

/** Process ids that a container has for its runs, before they come again. */
const PIDS = 100;

function firstPid(index: number): number {
  return 2000 + index * PIDS;
}

/** It stays the same, as the containers of a platform that nobody creates anew. */
export function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
