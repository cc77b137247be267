import { createHash } from 'node:crypto';
import type { Checks } from './docker-health-check.ts';
import { afterRun, isCheckDue } from './docker-health-check.ts';
import type { Plan } from './docker-platform.ts';
import { happensBetween, lastsAt } from './docker-schedule.ts';
import type { Simulated } from './docker-simulated.ts';
import type { Step } from './docker-turns.ts';
import { crash, endByItself, killForMemory, restartByHand, startByPolicy } from './docker-turns.ts';

const PERIODS_PER_SECOND = 10;

/**
 * The container as it is now, and what happened since it was last advanced. However late the timer
 * of a busy machine comes, nothing that was due meanwhile is left out.
 */
export function advance(before: Simulated, now: Date): Step {
  const { after, told } = stepUntil(before, now);
  return { after: { ...after, advancedAt: now }, told };
}

function stepUntil(before: Simulated, now: Date): Step {
  if (before.run.kind === 'exited') return { after: before, told: [] };
  if (before.run.kind === 'restarting') return startByPolicy(before, before.run.endedAt, now);
  const { plan } = before;
  const after = used(before, now);
  const age = secondsSince(before.createdAt, now);
  const ageBefore = secondsSince(before.createdAt, before.advancedAt);
  const happens = (schedule: Plan['restartByHand']) => happensBetween(schedule, ageBefore, age);
  if (plan.memoryLimitBytes !== undefined && after.memoryBytes >= plan.memoryLimitBytes)
    return killForMemory(after, now);
  if (plan.crash !== undefined && happens(plan.crash))
    return crash(after, now, plan.crash.exitCode);
  if (happens(plan.restartByHand)) return restartByHand(after, now);
  if (plan.endsAfterSeconds !== undefined && age >= plan.endsAfterSeconds)
    return endByItself(after, now);
  return checked(after, before.run.checks, now);
}

/** What the container's health endpoint says at this moment. */
export function saidHealth(
  { plan, createdAt }: Simulated,
  now: Date,
): 'healthy' | 'degraded' | 'unhealthy' {
  const age = secondsSince(createdAt, now);
  if (lastsAt(plan.failingCheck, age)) return 'unhealthy';
  return lastsAt(plan.degraded, age) ? 'degraded' : 'healthy';
}

function used(before: Simulated, now: Date): Simulated {
  const { plan, advancedAt } = before;
  const seconds = secondsSince(advancedAt, now);
  const wanted = plan.cores * wave(before, now);
  const cores = Math.min(wanted, plan.cpuLimit ?? wanted);
  const isThrottled = plan.cpuLimit !== undefined && wanted > plan.cpuLimit * 0.97;
  const traffic = plan.trafficBytesPerSecond * wave(before, now) * seconds;
  const periods = plan.cpuLimit === undefined ? 0 : PERIODS_PER_SECOND * seconds;
  return {
    ...before,
    memoryBytes: memoryAt(before, now),
    cpuNanoseconds: before.cpuNanoseconds + cores * seconds * 1e9,
    periods: before.periods + periods,
    throttledPeriods: before.throttledPeriods + (isThrottled ? periods * 0.4 : 0),
    receivedBytes: before.receivedBytes + traffic,
    sentBytes: before.sentBytes + traffic * 0.7,
    readBytes: before.readBytes + traffic * 0.05,
    writtenBytes: before.writtenBytes + traffic * 0.12,
  };
}

/** Runs the health check when it is due. Each run tells three events, a change of the status one more. */
function checked(container: Simulated, checks: Checks | undefined, now: Date): Step {
  if (checks === undefined || !isCheckDue(checks, container.startedAt, now))
    return { after: container, told: [] };
  const { plan, createdAt } = container;
  const after = afterRun(checks, now, !lastsAt(plan.failingCheck, secondsSince(createdAt, now)));
  const run = after.log.at(-1);
  const execID = createHash('sha256').update(`${container.id}${now.getTime()}`).digest('hex');
  const at = run?.start ?? now;
  return {
    after: { ...container, run: { kind: 'running', checks: after } },
    told: [
      { at, action: `exec_create: ${CHECK}`, attributes: { execID } },
      { at, action: `exec_start: ${CHECK}`, attributes: { execID } },
      { at: now, action: 'exec_die', attributes: { execID, exitCode: String(run?.exitCode ?? 0) } },
      ...(after.status === checks.status
        ? []
        : [{ at: now, action: `health_status: ${after.status}` }]),
    ],
  };
}

const CHECK = '/bin/sh -c curl --fail http://localhost/health';

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
  const leaked = (plan.leakBytesPerSecond ?? 0) * secondsSince(startedAt, now);
  return plan.memoryBytes * (1 + 0.03 * (wave(container, now) - 1)) + leaked;
}

function secondsSince(moment: Date, now: Date): number {
  return (now.getTime() - moment.getTime()) / 1000;
}
