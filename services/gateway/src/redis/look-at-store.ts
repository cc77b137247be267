import type { Context, Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { Latest, Store } from '@m4max/streams';
import { readLatest, storeFacts } from '@m4max/streams';
import type { Fleet, Readings } from '../fleet/fleet.ts';
import { isNewer } from '../fleet/latest.ts';

const EVERY_SECONDS = 5;
const AGAIN_SECONDS = 1;

/**
 * Looks at the store's own list of latest samples, its clock and its condition. The list tells of
 * machines that spoke before this process started, and forgets those that were deleted.
 */
export function lookAtStore(options: {
  readonly context: Pick<Context<unknown>, 'log'>;
  readonly store: Store;
  readonly fleet: Fleet;
}): Part {
  const { context, store, fleet } = options;
  return ticker({
    name: 'store-look',
    seconds: () => (fleet.store.up ? EVERY_SECONDS : AGAIN_SECONDS),
    log: context.log,
    async job(signal) {
      try {
        const [latest, offset, { evicting, ...facts }] = await Promise.all([
          readLatest(store),
          clockOffsetMs(store),
          storeFacts(store),
        ]);
        fleet.storeClockOffsetMs = offset;
        keep(fleet, latest);
        const detail = 'it may evict keys: set maxmemory-policy noeviction';
        fleet.store = { up: true, ...facts, ...(evicting ? { detail } : {}) };
      } catch (error) {
        if (signal.aborted) return;
        const detail = error instanceof Error ? error.message : String(error);
        fleet.store = { up: false, detail };
      }
    },
  });
}

/** The store's clock less ours, by the middle of the question and its answer. */
async function clockOffsetMs(store: Store): Promise<number> {
  const asked = Date.now();
  const [seconds, microseconds] = (await store.time()).map(Number);
  const answered = Date.now();
  const storeMs = (seconds ?? 0) * 1000 + (microseconds ?? 0) / 1000;
  return storeMs - (asked + answered) / 2;
}

function keep(fleet: Fleet, latest: readonly Latest[]): void {
  const listed = { hardware: new Set(), containers: new Set(), trading: new Set() };
  for (const one of latest) {
    const { host, storedAt } = one;
    listed[one.kind].add(host);
    switch (one.kind) {
      case 'hardware':
        hold(fleet.hardware, host, { sample: one.sample, storedAt });
        break;
      case 'containers':
        hold(fleet.containers, host, { sample: one.sample, storedAt });
        break;
      case 'trading':
        hold(fleet.trading, host, { sample: one.sample, storedAt });
        break;
    }
  }
  for (const kind of ['hardware', 'containers', 'trading'] as const)
    for (const host of fleet[kind].keys()) if (!listed[kind].has(host)) fleet[kind].delete(host);
}

function hold<S>(
  readings: Readings<S>,
  host: string,
  reading: { readonly sample: S; readonly storedAt: Date },
): void {
  if (isNewer(reading, readings.get(host))) readings.set(host, reading);
}
