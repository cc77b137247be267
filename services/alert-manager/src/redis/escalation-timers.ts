import type { Store, StoreLog } from '@m4max/streams';
import type { WorkerPart } from './worker-part.ts';
import { workerPart } from './worker-part.ts';

type Timer = { readonly fingerprint: string; readonly episode: string };

export type EscalationTimers = WorkerPart<Timer>;

/** Delayed jobs that ask, when the time has come, whether an alert escalates. They decide nothing. */
export function escalationTimers(options: {
  readonly connection: Store;
  readonly onDue: (fingerprint: string) => Promise<void>;
  readonly log: StoreLog;
}): EscalationTimers {
  const { connection, onDue, log } = options;
  return workerPart<Timer>({
    name: 'escalation',
    connection,
    concurrency: 5,
    attempts: 3, // The reconciler asks as well.
    process: (job) => onDue(job.data.fingerprint),
    log,
  });
}

/** One timer for an episode and a moment; setting it again changes nothing. */
export function setTimer(
  timers: EscalationTimers,
  timer: Timer & { readonly at: Date; readonly now: Date },
): Promise<void> {
  const { fingerprint, episode, at, now } = timer;
  const id = `esc-${fingerprint}-${episode}-${at.getTime()}`;
  const delayMs = Math.max(0, at.getTime() - now.getTime());
  return timers.add([{ id, data: { fingerprint, episode }, delayMs }]);
}
