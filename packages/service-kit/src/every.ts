import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs a job again and again until the signal, never twice at once. Runs start `seconds` apart;
 * a job that takes longer skips the starts it missed. Resolves when the signal has come and the job in hand is done.
 */
export async function every(
  seconds: number | (() => number),
  job: (signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  const intervalMs = () => (typeof seconds === 'number' ? seconds : seconds()) * 1000;
  let due = performance.now();
  while (!signal.aborted) {
    try {
      await job(signal);
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
    const now = performance.now();
    due = Math.max(due + intervalMs(), now);
    await sleep(due - now, undefined, { signal }).catch(() => undefined); // Only the signal rejects it.
  }
}
