import { NOT_CHECKED } from './docker-health-check.ts';
import type { Network } from './docker-networks.ts';
import type { Ended, Simulated } from './docker-simulated.ts';
import { NO_COUNTS } from './docker-simulated.ts';

/** What the engine tells of a container, or of a network that it joins or leaves. */
export type Told = {
  readonly at: Date;
  readonly action: string;
  readonly network?: Network;
  readonly attributes?: Readonly<Record<string, string>>;
};

/** A container after a moment, and what the engine tells of it. */
export type Step = { readonly after: Simulated; readonly told: readonly Told[] };

/** How long the policy waits before a restart. */
const RESTART_SECONDS = 2;

export function killForMemory(container: Simulated, now: Date): Step {
  const { after, told } = ended(container, {
    endedAt: later(now, 30),
    exitCode: 137,
    oomKilled: true,
  });
  return { after, told: [{ at: now, action: 'oom' }, ...told] };
}

export function crash(container: Simulated, now: Date, exitCode: number): Step {
  return ended(container, { endedAt: now, exitCode, oomKilled: false });
}

export function endByItself(container: Simulated, now: Date): Step {
  return ended(container, { endedAt: now, exitCode: 0, oomKilled: false });
}

/** `docker restart`: the engine asks it to stop, and starts it when it is gone. */
export function restartByHand(container: Simulated, now: Date): Step {
  const end = { endedAt: later(now, 180), exitCode: 0, oomKilled: false };
  const stopped = ended(container, end);
  const after = started(container, later(now, 320), 0);
  return {
    after,
    told: [
      { at: now, action: 'kill', attributes: { signal: '15' } },
      ...stopped.told,
      { at: later(now, 200), action: 'stop' },
      ...connected(after),
      { at: after.startedAt, action: 'restart' },
    ],
  };
}

/** The policy starts it again after a while. */
export function startByPolicy(container: Simulated, endedAt: Date, now: Date): Step {
  if (now.getTime() - endedAt.getTime() < RESTART_SECONDS * 1000)
    return { after: container, told: [] };
  const after = started(container, now, container.restartCount + 1);
  return { after, told: connected(after) };
}

function ended(container: Simulated, end: Ended): Step {
  const { plan, startedAt } = container;
  const { endedAt: at, exitCode } = end;
  const execDuration = Math.floor((at.getTime() - startedAt.getTime()) / 1000);
  const attributes = { execDuration: String(execDuration), exitCode: String(exitCode) };
  const kind = plan.restartPolicy === 'no' ? 'exited' : 'restarting';
  return {
    after: { ...container, ...NO_COUNTS, memoryBytes: 0, run: { kind, ...end } },
    told: [
      { at, action: 'die', attributes },
      ...plan.networks.map((network) => ({ at, action: 'disconnect', network })),
    ],
  };
}

function started(container: Simulated, at: Date, restartCount: number): Simulated {
  const { plan, starts } = container;
  return {
    ...container,
    ...NO_COUNTS,
    startedAt: at,
    starts: starts + 1,
    restartCount,
    memoryBytes: plan.memoryBytes,
    run: { kind: 'running', checks: plan.isChecked ? NOT_CHECKED : undefined },
  };
}

function connected({ plan, startedAt: at }: Simulated): readonly Told[] {
  return [
    ...plan.networks.map((network) => ({ at, action: 'connect', network })),
    { at, action: 'start' },
  ];
}

function later(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() + milliseconds);
}
