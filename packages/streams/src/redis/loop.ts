import { setTimeout as delay } from 'node:timers/promises';

export type Loop = {
  start(): void;
  /** Ends the pause and the waiting of the round, and resolves when the round is over. */
  stop(): Promise<void>;
};

const FIRST_PAUSE_MILLISECONDS = 50;
const LONGEST_PAUSE_MILLISECONDS = 1000;

/** Does rounds without a pause; after a failed one it waits, up to a second from the fifth in a row. */
export function createLoop(
  round: (signal: AbortSignal) => Promise<void>,
  onError: (error: unknown, failures: number) => void,
): Loop {
  const controller = new AbortController();
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let failures = 0;
    while (!controller.signal.aborted) {
      try {
        await round(controller.signal);
        failures = 0;
      } catch (error) {
        if (controller.signal.aborted) return;
        failures += 1;
        onError(error, failures);
        await pause(backOff(failures), controller.signal);
      }
    }
  }
  return {
    start() {
      running = run();
    },
    async stop() {
      controller.abort();
      await running;
    },
  };
}

/** Resolves early when the signal comes. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}

function backOff(failures: number): number {
  return Math.min(
    FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(failures - 1, 10),
    LONGEST_PAUSE_MILLISECONDS,
  );
}
