import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger, Part } from '@m4max/service-kit';
import { afterEnding } from './after-ending.ts';
import { commandLine, SAMPLERS } from './command.ts';
import type { RunEvents } from './run.ts';
import { run } from './run.ts';

/** A run that lasted this long was a good one: the waits begin from the shortest again. */
const GOOD_RUN_SECONDS = 60;

export type Powermetrics = Part & {
  restarts(): number;
  /** Why nothing is delivered; `undefined` while it runs. */
  trouble(): string | undefined;
};

/** Keeps one powermetrics running: starts it anew when it ends or falls silent, with growing waits. */
export function powermetrics(
  options: RunEvents & {
    readonly path: string | undefined;
    readonly intervalSeconds: number;
    readonly log: Logger;
  },
): Powermetrics {
  const { path, intervalSeconds, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> = Promise.resolve();
  let starts = 0;
  let trouble: string | undefined;

  async function keepRunning(): Promise<void> {
    let samplers = SAMPLERS;
    let failures = 0;
    while (!signal.aborted) {
      const isRoot = process.getuid?.() === 0;
      const startedAt = performance.now();
      starts += 1;
      const ending = await run(commandLine({ path, isRoot, samplers, intervalSeconds }), {
        intervalSeconds,
        signal,
        onDocument(document) {
          trouble = undefined;
          options.onDocument(document);
        },
        onDropped: () => options.onDropped(),
      });
      if (signal.aborted) return;
      if (performance.now() - startedAt > GOOD_RUN_SECONDS * 1000) failures = 0;
      const next = afterEnding(ending, { samplers, failures });
      failures += 1;
      samplers = next.samplers;
      if (next.reason !== trouble)
        log.warn('powermetrics ended', { because: next.reason, retry_seconds: next.delaySeconds });
      trouble = next.reason;
      await sleep(next.delaySeconds * 1000, undefined, { signal }).catch(() => undefined); // Only the signal rejects it.
    }
  }

  return {
    name: 'powermetrics',
    restarts: () => Math.max(0, starts - 1),
    trouble: () => trouble,
    async start() {
      running = keepRunning();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
