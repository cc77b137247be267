import type { Inspected } from '../replies/inspected.ts';

/** What inspecting a container says about its life. */
export type Inspection = {
  readonly name: string;
  readonly isRunning: boolean;
  /** When its present run, or the last one, started: what tells one run from another. */
  readonly startedAt: Date | undefined;
  /** Of its last run that is over; never before its own start. */
  readonly finishedAt: Date | undefined;
  readonly code: number | undefined;
  readonly oomKilled: boolean;
  /** The engine could not start it. Its own words may hold a command line, and stay here. */
  readonly startFailed: boolean;
  /** Restarts by policy up to this run; a start by hand, or by an engine that comes back, sets it to 0. */
  readonly policyRestarts: number | undefined;
  readonly hasPolicy: boolean;
  readonly stopSignal: string;
};

export function inspectionOf(inspected: Inspected): Inspection {
  const { Name, State, RestartCount, HostConfig, Config } = inspected;
  const isRunning = ['running', 'paused', 'stopping'].includes(State.Status);
  // The engine counts a restart when the run before it ends.
  const waiting = State.Status === 'restarting' ? 1 : 0;
  return {
    name: Name,
    isRunning,
    startedAt: State.StartedAt,
    finishedAt: isRunning ? State.FinishedAt : endOf(State),
    code: State.ExitCode,
    oomKilled: State.OOMKilled === true,
    startFailed: State.Error !== '',
    policyRestarts: RestartCount === undefined ? undefined : Math.max(RestartCount - waiting, 0),
    hasPolicy: !['', 'no'].includes(HostConfig.RestartPolicy?.Name ?? ''),
    stopSignal: Config?.StopSignal || 'SIGTERM',
  };
}

/** The engine notes a start when it hears of it, so that a short run has ended a moment before. */
function endOf({ StartedAt, FinishedAt }: Inspected['State']): Date | undefined {
  if (StartedAt === undefined || FinishedAt === undefined) return FinishedAt;
  return FinishedAt < StartedAt ? StartedAt : FinishedAt;
}
