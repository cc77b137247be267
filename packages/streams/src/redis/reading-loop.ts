import type { Loop } from './loop.ts';
import { createLoop } from './loop.ts';
import type { Store } from './store.ts';
import { blockingStore } from './store.ts';

/** A loop whose rounds read on a connection of their own, where waiting for an entry holds up nobody else. */
export function createReadingLoop(
  store: Store,
  round: (connection: Store, signal: AbortSignal) => Promise<void>,
  onError: (error: unknown, failures: number) => void,
): Loop {
  let connection: Store | undefined;
  const loop = createLoop(
    async (signal) => {
      connection ??= blockingStore(store);
      await round(connection, signal);
    },
    (error, failures) => {
      // Its other end may have gone without a word.
      if (error instanceof Error && error.message === 'Command timed out')
        connection?.disconnect(true);
      onError(error, failures);
    },
  );
  return {
    start: () => loop.start(),
    async stop() {
      const ended = loop.stop();
      connection?.disconnect(); // Ends a read that blocks.
      await ended;
    },
  };
}
