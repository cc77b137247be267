import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineEvent } from '../replies/engine-event.ts';
import { parseEvent } from '../replies/engine-event.ts';
import type { EngineClient } from './engine-client.ts';

const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 30;
/** An engine keeps its last 256 events, so it cannot repeat more. */
const REMEMBERED = 512;

/**
 * Hands on an engine's events in their order, each once, until the signal. A stream that ends has
 * broken: it is opened again from the last event on, after 1 s, 2 s … 30 s.
 */
export async function watchEvents(options: {
  readonly client: Pick<EngineClient, 'events'>;
  readonly onOpen: () => void;
  readonly onEvent: (event: EngineEvent) => Promise<void>;
  /** Told once per break; the tries that follow are silent. */
  readonly onBroken: (error: unknown) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { client, onOpen, onEvent, onBroken, signal } = options;
  const told = new Set<string>();
  let since: number | undefined;
  let waitSeconds = FIRST_WAIT_SECONDS;
  let isBroken = false;
  const broken = (error: unknown) => {
    if (!isBroken && !signal.aborted) onBroken(error);
    isBroken = true;
  };
  while (!signal.aborted) {
    try {
      const stream = await client.events({ since }, signal);
      isBroken = false;
      onOpen();
      for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
        waitSeconds = FIRST_WAIT_SECONDS;
        const event = parseEvent(line);
        if (event === undefined || isRepeat(told, event)) continue;
        since = Math.floor(event.at.getTime() / 1000);
        await onEvent(event);
      }
      broken(new Error('the engine closed its stream of events'));
    } catch (error) {
      broken(error);
    }
    await sleep(waitSeconds * 1000, undefined, { signal }).catch(() => undefined);
    waitSeconds = Math.min(waitSeconds * 2, LONGEST_WAIT_SECONDS);
  }
}

function isRepeat(told: Set<string>, { id, action }: EngineEvent): boolean {
  const key = `${id} ${action}`;
  if (told.has(key)) return true;
  told.add(key);
  const oldest = told.values().next().value;
  if (told.size > REMEMBERED && oldest !== undefined) told.delete(oldest);
  return false;
}
