import { setTimeout as sleep } from 'node:timers/promises';
import type { HardwareSourceName } from '@m4max/contracts';
import type { Logger, Part } from '@m4max/service-kit';
import type { ParseFault, Reading } from '../reading/reading.ts';
import { LONGEST_DELAY_SECONDS } from './endings.ts';
import { run } from './run.ts';
import type { Tool } from './tool.ts';

/** A run that lasted this long was a good one: the waits begin from the shortest again. */
const GOOD_RUN_SECONDS = 60;

/** A tool that is kept running. */
export type Stream = Part & {
  readonly source: HardwareSourceName;
  /** Starts after a failure; planned ones are not counted. */
  restarts(): number;
  /** Why nothing is delivered; `undefined` while it runs. */
  trouble(): string | undefined;
};

/** Keeps one tool running: starts it anew when it ends, falls silent or cannot be read, with growing waits. */
export function keepRunning<Plan>(
  tool: Tool<Plan>,
  options: {
    readonly intervalSeconds: number;
    readonly onReading: (reading: Reading) => void;
    readonly onFault: (fault: ParseFault) => void;
    readonly log: Logger;
  },
): Stream {
  const { intervalSeconds, onReading, onFault, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<void> = Promise.resolve();
  let restarts = 0;
  let trouble: string | undefined;

  async function keep(): Promise<void> {
    let plan = tool.firstPlan;
    let failures = 0;
    while (!signal.aborted) {
      const command = await tool.command(plan).catch((error: unknown) => ({
        why: `${tool.name} cannot be looked for: ${messageOf(error)}`,
      }));
      if (signal.aborted) return; // Told to stop while it was looked for.
      if ('why' in command) {
        tell(command.why, LONGEST_DELAY_SECONDS);
        await wait(LONGEST_DELAY_SECONDS);
        continue;
      }
      const startedAt = performance.now();
      const read = reader(plan);
      const ending = await run(command, {
        intervalSeconds,
        signal,
        onDocument: read,
        onDropped: () => onFault('too_large'),
      });
      if (signal.aborted) return;
      if (performance.now() - startedAt > GOOD_RUN_SECONDS * 1000) failures = 0;
      const next = tool.after(ending, { plan, failures });
      plan = next.plan;
      if (next.reason !== undefined) {
        failures += 1;
        restarts += 1;
        tell(next.reason, next.delaySeconds);
      }
      await wait(next.delaySeconds);
    }
  }

  /** Time is taken by the wall clock, which goes on while the machine sleeps; set back, it tells none. */
  function reader(plan: Plan): (document: string) => boolean {
    let before: number | undefined;
    return (document) => {
      const now = Date.now();
      const seconds =
        before === undefined || now <= before ? intervalSeconds : (now - before) / 1000;
      before = now;
      const found = tool.read(document, { plan, seconds });
      if (found.kind === 'fault') {
        onFault(found.fault);
        log.warn('a document is left out', { source: tool.name, because: found.why });
        return false;
      }
      trouble = undefined;
      onReading(found.reading);
      return true;
    };
  }

  function tell(reason: string, retrySeconds: number): void {
    if (reason !== trouble)
      log.warn('a source gives nothing', {
        source: tool.name,
        because: reason,
        retry_seconds: retrySeconds,
      });
    trouble = reason;
  }

  async function wait(seconds: number): Promise<void> {
    await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined); // Only the signal rejects it.
  }

  return {
    name: tool.name,
    source: tool.name,
    restarts: () => restarts,
    trouble: () => trouble,
    async start() {
      running = keep();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
