import type { Stream } from '@m4max/contracts';
import { createBacklog } from '../backlog.ts';
import type { Part, StoreLog } from '../part.ts';
import { schemaFault } from '../schema-fault.ts';
import { appendEvent } from './append-scripts.ts';
import { createBell } from './bell.ts';
import { entryLimit } from './entry-limit.ts';
import { createLoop } from './loop.ts';
import type { Store } from './store.ts';
import { isHere } from './store.ts';

export type EventWriter<E> = Part & {
  /** Never throws and never waits: events are sent in order, when the store is there. */
  write(event: E): void;
  /** Events that wait for the store. */
  backlog(): number;
};

/** Events are rare and each counts: an hour of ten a second is more than an outage needs. */
const WAITING_EVENTS = 10_000;
const EVENTS_PER_STREAM = 10_000;
const IDLE_MILLISECONDS = 1000;

export function createEventWriter<E>({
  store,
  stream,
  log,
}: {
  readonly store: Store;
  readonly stream: Stream<E>;
  readonly log: StoreLog;
}): EventWriter<E> {
  const events = createBacklog<string>({ seconds: stream.keepSeconds, count: WAITING_EVENTS });
  const bell = createBell();
  let most: number | undefined;

  async function send(): Promise<void> {
    if (events.size() === 0) return;
    most ??= Math.min(EVENTS_PER_STREAM, await entryLimit(store));
    for (let next = events.first(); next !== undefined; next = events.first()) {
      await store.eval(appendEvent, 1, stream.key, next, stream.keepSeconds * 1000, most);
      if (events.first() === next) events.shift(); // It may have been dropped meanwhile.
    }
    const lost = events.takeDropped();
    if (lost > 0) log.error('events were lost: the store was away for too long', { lost });
  }

  const loop = createLoop(
    async (signal) => {
      await send();
      await bell.wait(IDLE_MILLISECONDS, signal);
    },
    (error, failures) => {
      // While the store is away its connection tells the log.
      if (failures === 1 && isHere(store))
        log.warn('events were not accepted, trying again', { error });
    },
  );

  return {
    name: `writer of ${stream.key}`,
    async start() {
      loop.start();
    },
    async stop() {
      await loop.stop();
      await send().catch(() => undefined); // Each command ends within 2 s.
    },
    notReady: () =>
      isHere(store) ? undefined : `the store is away: ${events.size()} events wait for it`,
    write(event) {
      const parsed = stream.entry.safeParse(event);
      if (!parsed.success) {
        const fault = schemaFault(parsed.error);
        log.error('an event does not fit its schema and was left out', {
          stream: stream.key,
          fault,
        });
        return;
      }
      events.push(JSON.stringify(event), new Date());
      bell.ring();
    },
    backlog: () => events.size(),
  };
}
