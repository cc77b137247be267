import type { LatencyKind, Slo } from '@m4max/contracts';
import { latencyObjective } from '@m4max/contracts';
import type { Measurement } from '../latency/measurement.ts';
import { BURN_SECONDS, burnRates } from './burn-rates.ts';
import type { EventRing } from './event-ring.ts';
import { createEventRing } from './event-ring.ts';
import type { LatencyPromise } from './promises.ts';
import { latencyPromises } from './promises.ts';
import type { SloMemory } from './slo-memory.ts';

/** Fine enough for a window of five minutes; three days of them are 170 KB a promise. */
const BUCKET_SECONDS = 30;

type Track = {
  readonly promise: LatencyPromise;
  readonly targetNanoseconds: number;
  readonly ring: EventRing;
  /** In this run. A total that is kept is older than what was scraped before a crash, and must not fall. */
  good: number;
  bad: number;
  /** Whether it ever had an event, in this run or an earlier one. */
  isKnown: boolean;
};

/** Counts, for every promise, the events that kept it and those that broke it. */
export type SloBook = {
  /** One measurement that is believed. A failure without a time counts where failing breaks the promise. */
  observe(measurement: Measurement, atMilliseconds: number): void;
  /** The promises that have ever had an event. */
  slos(nowMilliseconds: number): readonly Slo[];
  /** What the burn rates of the next run need. */
  memory(): SloMemory;
  /** Adds to the burn rates what an earlier run has counted. The time in which nothing ran stays without events. */
  restore(memory: SloMemory): void;
};

export function createSloBook(): SloBook {
  const tracks = latencyPromises.map(
    (promise): Track => ({
      promise,
      targetNanoseconds: promise.targetSeconds * 1e9,
      ring: createEventRing({ bucketSeconds: BUCKET_SECONDS, keepSeconds: BURN_SECONDS }),
      good: 0,
      bad: 0,
      isKnown: false,
    }),
  );
  const ofKind: Partial<Record<LatencyKind, readonly Track[]>> = Object.fromEntries(
    latencyPromises.map(({ kind }) => [kind, tracks.filter((it) => it.promise.kind === kind)]),
  );

  return {
    observe(measurement, atMilliseconds) {
      const track = trackOf(ofKind[measurement.kind], measurement.stage);
      if (track === undefined) return;
      const { nanoseconds, failed, times } = measurement;
      const broken = failed && track.promise.failureIsBad;
      if (nanoseconds === undefined && !broken) return;
      track.isKnown = true;
      if (broken || (nanoseconds ?? 0) > track.targetNanoseconds) {
        track.bad += times;
        track.ring.add(0, times, atMilliseconds);
      } else {
        track.good += times;
        track.ring.add(times, 0, atMilliseconds);
      }
    },
    slos: (nowMilliseconds) =>
      tracks
        .filter(({ isKnown }) => isKnown)
        .map(({ promise, ring, good, bad }) => ({
          slo: promise.slo,
          target_seconds: promise.targetSeconds,
          objective: latencyObjective,
          good_total: good,
          bad_total: bad,
          burn_rates: burnRates(ring, latencyObjective, nowMilliseconds),
        })),
    memory: () => ({
      v: 1,
      bucket_seconds: BUCKET_SECONDS,
      slos: Object.fromEntries(
        tracks
          .filter(({ isKnown }) => isKnown)
          .map(({ promise, ring }) => [
            promise.slo,
            { buckets: ring.buckets().map(([...it]) => it) },
          ]),
      ),
    }),
    restore({ bucket_seconds, slos }) {
      for (const track of tracks) {
        const kept = slos[track.promise.slo];
        if (kept === undefined) continue;
        track.isKnown = true;
        for (const [index, good, bad] of kept.buckets)
          track.ring.add(good, bad, index * bucket_seconds * 1000);
      }
    },
  };
}

function trackOf(tracks: readonly Track[] | undefined, stage: string): Track | undefined {
  if (tracks === undefined) return undefined;
  for (const track of tracks) {
    const { stages } = track.promise;
    if (stages === undefined || stages.includes(stage)) return track;
  }
  return undefined;
}
