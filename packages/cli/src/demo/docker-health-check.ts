/** One run of a health check. */
type CheckRun = { readonly start: Date; readonly end: Date; readonly exitCode: number };

/** What the engine knows of a container's health check, as `HEALTHCHECK --interval=10s --retries=3`. */
export type Checks = {
  readonly status: 'starting' | 'healthy' | 'unhealthy';
  readonly failingStreak: number;
  /** The last five, newest last. */
  readonly log: readonly CheckRun[];
};

export const INTERVAL_SECONDS = 10;
export const RETRIES = 3;
const KEPT_RUNS = 5;
/** How long a run takes, in milliseconds. */
const RUN_MILLISECONDS = 42;

export const NOT_CHECKED: Checks = { status: 'starting', failingStreak: 0, log: [] };

/** Whether the next run is due: the first one an interval after the start. */
export function isCheckDue({ log }: Checks, startedAt: Date, now: Date): boolean {
  const since = log.at(-1)?.end ?? startedAt;
  return now.getTime() - since.getTime() >= INTERVAL_SECONDS * 1000;
}

/** The checks after one more run, which ended at that moment. */
export function afterRun(before: Checks, end: Date, passes: boolean): Checks {
  const run = {
    start: new Date(end.getTime() - RUN_MILLISECONDS),
    end,
    exitCode: passes ? 0 : 1,
  };
  const failingStreak = passes ? 0 : before.failingStreak + 1;
  return {
    status: passes ? 'healthy' : failingStreak >= RETRIES ? 'unhealthy' : before.status,
    failingStreak,
    log: [...before.log, run].slice(-KEPT_RUNS),
  };
}
