export type Bell = {
  ring(): void;
  /** Resolves at the next ring (at once when one was missed), after the time, or with the signal. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
};

/** Wakes one waiting loop when there is work. */
export function createBell(): Bell {
  let rung = false;
  let wake: () => void = () => undefined;
  return {
    ring() {
      rung = true;
      wake();
    },
    async wait(milliseconds, signal) {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(done, milliseconds);
          function done(): void {
            clearTimeout(timer);
            signal.removeEventListener('abort', done);
            resolve();
          }
          wake = done;
          signal.addEventListener('abort', done);
        });
      }
      rung = false;
    },
  };
}
