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
  good: number;
  bad: number;
};

/** Counts, for every promise, the events that kept it and those that broke it. */
export type SloBook = {
  /** One measurement that is believed. A failure without a time counts where failing breaks the promise. */
  observe(measurement: Measurement, atMilliseconds: number): void;
  /** The promises that have ever had an event. */
  slos(nowMilliseconds: number): readonly Slo[];
  /** What the next run needs to go on counting. */
  memory(): SloMemory;
  /** Adds what an earlier run has counted. The time in which nothing ran stays without events. */
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
        .filter(({ good, bad }) => good + bad > 0)
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
          .filter(({ good, bad }) => good + bad > 0)
          .map(({ promise, ring, good, bad }) => [
            promise.slo,
            { good_total: good, bad_total: bad, buckets: ring.buckets().map(([...it]) => it) },
          ]),
      ),
    }),
    restore({ bucket_seconds, slos }) {
      for (const track of tracks) {
        const kept = slos[track.promise.slo];
        if (kept === undefined) continue;
        track.good += kept.good_total;
        track.bad += kept.bad_total;
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
