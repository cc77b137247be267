import { once } from 'node:events';
import type { Logger } from 'winston';
import type { Context, Health, Part } from './part.ts';

export type RunOutcome =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Starts parts in order, waits for the signal, stops them in reverse. A part that fails to start ends the run. */
export async function runParts<Config>(options: {
  readonly name: string;
  readonly config: Config;
  readonly log: Logger;
  readonly parts: (context: Context<Config>) => readonly Part[] | Promise<readonly Part[]>;
  readonly signal: AbortSignal;
}): Promise<RunOutcome> {
  const { name, config, log, signal } = options;
  let stage: Health['stage'] = 'starting';
  let all: readonly Part[] = [];
  const health = (): Health => ({ stage, notReady: stage === 'running' ? unready(all) : [] });

  const started: Part[] = [];
  let outcome: RunOutcome = { kind: 'stopped' };
  try {
    all = await options.parts({ name, config, log, health });
    for (const part of all) {
      if (signal.aborted) break;
      started.push(part);
      await part.start();
    }
    stage = 'running';
    if (!signal.aborted) {
      log.info('started', { parts: all.map((part) => part.name) });
      await once(signal, 'abort');
    }
  } catch (error) {
    log.error('cannot start', { error });
    outcome = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
  stage = 'stopping';
  for (const part of started.reverse()) {
    try {
      await part.stop();
    } catch (error) {
      log.error('part did not stop cleanly', { part: part.name, error });
    }
  }
  log.info('stopped');
  return outcome;
}

function unready(parts: readonly Part[]): Health['notReady'] {
  return parts.flatMap((part) => {
    const reason = part.notReady?.();
    return reason === undefined ? [] : [{ part: part.name, reason }];
  });
}
