import type { ContainerHealth, Probe } from '@m4max/contracts';
import type { HealthRun, Inspected } from '../replies/inspected.ts';
import type { Settled } from './settled.ts';

/**
 * What the health check of its image said last; undefined when it has none. Its output may hold
 * secrets and is not read.
 */
export function saidByHealthCheck(
  status: ContainerHealth,
  state: Inspected['State'] | undefined,
): Settled | undefined {
  if (status === 'none') return undefined;
  const streak = state?.Health?.FailingStreak ?? 0;
  const run = state && newestRun(state);
  const seconds = run && durationSeconds(run);
  const known = (verdict: Pick<Probe, 'status' | 'detail'>): Settled => ({
    kind: 'known',
    probe: {
      ...verdict,
      source: 'health check',
      ...(seconds === undefined ? {} : { response_seconds: seconds }),
    },
  });
  const how = run === undefined || run.ExitCode === 0 ? '' : `: ${endInWords(run)}`;
  if (status === 'unhealthy')
    return known({ status: 'degraded', detail: `its health check ${failedTimes(streak)}${how}` });
  if (status === 'healthy')
    return known({
      status: 'healthy',
      ...(streak === 0 ? {} : { detail: `its last health check failed${how}` }),
    });
  // While it starts the engine does not count failures: they are no verdict.
  const yet = how === '' ? 'has not run' : 'has not passed';
  return { kind: 'missing', reason: `its health check ${yet} since it was started${how}` };
}

/** Runs of before its last start stay in the list. */
function newestRun({ Health, StartedAt }: Inspected['State']): HealthRun | undefined {
  const runs = (Health?.Log ?? []).filter((run) => endOf(run) >= (StartedAt?.getTime() ?? 0));
  return runs.sort((one, other) => endOf(one) - endOf(other)).at(-1);
}

function endOf({ End }: HealthRun): number {
  return End?.getTime() ?? 0;
}

/** Nothing when the engine's clock was set back meanwhile. */
function durationSeconds({ Start, End }: HealthRun): number | undefined {
  if (Start === undefined || End === undefined || End < Start) return undefined;
  return (End.getTime() - Start.getTime()) / 1000;
}

function failedTimes(streak: number): string {
  if (streak < 1) return 'fails';
  return streak === 1 ? 'failed once' : `failed ${streak} times in a row`;
}

/** Engines give −1 to a run that they ended for its time, and to one that they could not start. */
function endInWords({ ExitCode }: HealthRun): string {
  if (ExitCode === undefined || ExitCode === null) return 'no exit code is known';
  return ExitCode === -1 ? 'it took too long, or could not be started' : `exit code ${ExitCode}`;
}
