import type {
  LatestContainers,
  LatestHardware,
  LatestTrading,
  SampleKind,
  SourceStatus,
} from '@m4max/contracts';
import { STALE_INTERVALS } from '@m4max/contracts';
import type { Fleet, Reading } from './fleet.ts';

type Sample = { taken_at: string; published_at?: string | undefined; interval_seconds: number };
type WithAge<S> = S & { age_seconds: number; stale: boolean };

/**
 * The age of a reading without agreeing clocks: how long it waited at its publisher, by the
 * publisher's clock, and how long it has been in the store, by the store's.
 */
export function withAge<S extends Sample>(
  { sample, storedAt }: Reading<S>,
  offsetMs: number,
  now: Date,
): WithAge<S> {
  const waitedMs =
    sample.published_at === undefined
      ? 0
      : Math.max(0, Date.parse(sample.published_at) - Date.parse(sample.taken_at));
  const storedMs = Math.max(0, now.getTime() + offsetMs - storedAt.getTime());
  const age_seconds = (waitedMs + storedMs) / 1000;
  return {
    ...sample,
    age_seconds,
    stale: age_seconds > STALE_INTERVALS * sample.interval_seconds,
  };
}

/** Whether a reading takes the place of the one that is held. */
export function isNewer(reading: Reading<unknown>, held: Reading<unknown> | undefined): boolean {
  return held === undefined || reading.storedAt.getTime() >= held.storedAt.getTime();
}

/** Every machine's newest samples with their age now. */
export type LatestAll = {
  readonly hardware: readonly LatestHardware[];
  readonly containers: readonly LatestContainers[];
  readonly trading: readonly LatestTrading[];
};

export function latestAll(fleet: Fleet, now: Date): LatestAll {
  const aged = <S extends Sample>(readings: ReadonlyMap<string, Reading<S>>) =>
    [...readings.values()].map((reading) => withAge(reading, fleet.storeClockOffsetMs, now));
  return {
    hardware: aged(fleet.hardware),
    containers: aged(fleet.containers),
    trading: aged(fleet.trading),
  };
}

/** Every publisher, by kind and host. */
export function sources(latest: LatestAll): readonly SourceStatus[] {
  return [
    ...latest.hardware.map((it) => sourceStatus('hardware', it)),
    ...latest.containers.map((it) => sourceStatus('containers', it)),
    ...latest.trading.map((it) => sourceStatus('trading', it)),
  ];
}

function sourceStatus(
  kind: SampleKind,
  sample: WithAge<Sample> & { host: string; missing: readonly unknown[] },
): SourceStatus {
  const { host, taken_at, interval_seconds, age_seconds, stale, missing } = sample;
  const missing_fields = missing.length;
  return { kind, host, taken_at, interval_seconds, age_seconds, stale, missing_fields };
}
