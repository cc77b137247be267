import type { Logger } from 'winston';
import { every } from './every.ts';
import type { Part } from './part.ts';

/** A part that repeats one job; a failing run is logged and the next one comes as planned. */
export function ticker(options: {
  readonly name: string;
  readonly seconds: number | (() => number);
  readonly job: (signal: AbortSignal) => Promise<void>;
  readonly log: Logger;
}): Part {
  const { name, seconds, job, log } = options;
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  return {
    name,
    async start() {
      running = every(
        seconds,
        job,
        (error) => log.warn('run failed', { part: name, error }),
        stopping.signal,
      );
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
