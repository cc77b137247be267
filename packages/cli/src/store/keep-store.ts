import { setTimeout as sleep } from 'node:timers/promises';
import { restartDelaySeconds } from '../launcher/restart-delay.ts';
import type { RunningStore } from './running-store.ts';

/** A store that runs this long has recovered: its next end is its first again. */
const SETTLED_SECONDS = 60;

/** Starts a store again whenever it ends, with the back-off of the services, until it is stopped. */
export function keepStore(options: {
  readonly first: RunningStore;
  readonly open: () => RunningStore;
  readonly onEnd: (restartInSeconds: number) => void;
}): Pick<RunningStore, 'stop'> {
  const { first, open, onEnd } = options;
  const stopping = new AbortController();
  let running = first;

  async function keepRunning(): Promise<void> {
    let failures = 0;
    for (;;) {
      const startedAt = performance.now();
      await running.ended;
      if (stopping.signal.aborted) return;
      const settled = performance.now() - startedAt > SETTLED_SECONDS * 1000;
      failures = settled ? 1 : failures + 1;
      const restartInSeconds = restartDelaySeconds(failures);
      onEnd(restartInSeconds);
      await sleep(restartInSeconds * 1000, undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
      if (stopping.signal.aborted) return;
      running = open();
    }
  }

  void keepRunning(); // Nothing in it rejects; a given store never ends.
  return {
    async stop() {
      stopping.abort();
      await running.stop();
    },
  };
}
