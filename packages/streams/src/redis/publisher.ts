import type { HistoryBucket, SampleStream, SeriesRow } from '@m4max/contracts';
import { historyKey, historyResolutions, LATEST_KEY } from '@m4max/contracts';
import { createBacklog } from '../backlog.ts';
import { packBucket } from '../packed-bucket.ts';
import type { Part, StoreLog } from '../part.ts';
import type { OpenBucket } from '../roll-up.ts';
import { rollUp } from '../roll-up.ts';
import { schemaFault } from '../schema-fault.ts';
import { appendBucket, appendSample } from './append-scripts.ts';
import { createBell } from './bell.ts';
import { entryLimit } from './entry-limit.ts';
import { createLease } from './lease.ts';
import { createLoop } from './loop.ts';
import type { Store } from './store.ts';
import { isHere } from './store.ts';

/** What the publisher needs to know of every sample. */
export type SampleHead = {
  readonly host: string;
  readonly taken_at: string;
  readonly published_at?: string | undefined;
  readonly interval_seconds: number;
};

export type Publisher<S> = Part & {
  /** Never throws and never waits: the sample is queued, and sent when the store is there. */
  publish(sample: S): void;
  /** Samples that wait for the store. */
  backlog(): number;
};

type ClosedBucket = { readonly bucket: HistoryBucket; readonly keepSeconds: number };

/** Design: the newest minute of samples and the newest hour of buckets wait for the store. */
const SAMPLES = { seconds: 60, count: 1000 };
const BUCKETS = { seconds: 3600, count: 1000 };
const LEASE_SECONDS = 5;
const IDLE_MILLISECONDS = 1000;

/** The only publisher of one kind of sample of one host: into its stream, the newest samples and history. */
export function createPublisher<S extends SampleHead>({
  store,
  stream,
  series,
  host,
  log,
  now = () => new Date(),
}: {
  readonly store: Store;
  readonly stream: SampleStream<S>;
  readonly series: readonly SeriesRow<S>[];
  readonly host: string;
  readonly log: StoreLog;
  readonly now?: () => Date;
}): Publisher<S> {
  const samples = createBacklog<S>(SAMPLES);
  const buckets = createBacklog<ClosedBucket>(BUCKETS);
  const open = new Map<number, OpenBucket>();
  const bell = createBell();
  const field = `${stream.kind}:${host}`;
  const leaseKey = `{m4max}:lease:publish:${field}`;
  const lease = createLease({
    store,
    key: leaseKey,
    holder: `${host}, process ${process.pid}`,
    seconds: LEASE_SECONDS,
    log,
    onChange: () => bell.ring(),
  });
  /** Entries that a stream of this store may hold. */
  let most: number | undefined;

  function roll(sample: S): void {
    for (const { resolutionSeconds, keepSeconds } of historyResolutions[stream.kind]) {
      const takenAt = new Date(sample.taken_at);
      const { open: next, closed } = rollUp(open.get(resolutionSeconds), sample, {
        takenAt,
        resolutionSeconds,
        series,
      });
      open.set(resolutionSeconds, next);
      if (closed !== undefined)
        buckets.push({ bucket: closed, keepSeconds }, new Date(closed.start));
    }
  }

  async function send(): Promise<void> {
    most ??= await entryLimit(store);
    for (let next = samples.first(); next !== undefined; next = samples.first()) {
      await sendSample(next, most);
      if (samples.first() === next) samples.shift(); // It may have become too old meanwhile.
    }
    for (let next = buckets.first(); next !== undefined; next = buckets.first()) {
      await sendBucket(next, most);
      if (buckets.first() === next) buckets.shift();
    }
    const lost = samples.takeDropped();
    if (lost > 0) log.warn('samples were lost: the store was away for too long', { lost });
  }

  async function sendSample(sample: S, perStream: number): Promise<void> {
    const json = JSON.stringify({ ...sample, published_at: now().toISOString() });
    const keys = [stream.key, LATEST_KEY, leaseKey];
    const limit = [stream.keepSeconds * 1000, stream.keepEntries, perStream];
    await store.eval(appendSample, keys.length, ...keys, field, json, ...limit, lease.token);
  }

  async function sendBucket(
    { bucket, keepSeconds }: ClosedBucket,
    perStream: number,
  ): Promise<void> {
    const start = Date.parse(bucket.start);
    const keys = [historyKey(stream.kind, host, bucket.resolution_seconds), leaseKey];
    const oldest = start - keepSeconds * 1000;
    const limit = [oldest, perStream];
    const packed = packBucket(bucket);
    await store.eval(appendBucket, keys.length, ...keys, start, packed, ...limit, lease.token);
  }

  const loop = createLoop(
    async (signal) => {
      if (lease.fence() !== undefined) await send();
      else if (lease.heldBy() !== undefined) forget();
      await bell.wait(IDLE_MILLISECONDS, signal);
    },
    (error, failures) => {
      // While the store is away its connection tells the log.
      if (failures === 1 && isHere(store))
        log.warn('samples were not accepted, trying again', { error });
    },
  );

  /** Another publisher's readings count, unless it has just died: then ours go on where its end. */
  function forget(): void {
    samples.forgetBefore(new Date(now().getTime() - LEASE_SECONDS * 1000));
  }

  return {
    name: `publisher of ${field}`,
    async start() {
      await lease.start();
      loop.start();
    },
    async stop() {
      await loop.stop();
      if (lease.fence() !== undefined) await send().catch(() => undefined); // Each command ends within 2 s.
      await lease.stop();
    },
    notReady() {
      const owner = lease.heldBy();
      if (owner !== undefined) {
        return `another publisher (${owner}) already sends ${stream.kind} samples of ${host}: stop one of them or give this one another HOST_LABEL`;
      }
      return isHere(store) ? undefined : `the store is away: ${samples.size()} samples wait for it`;
    },
    publish(sample) {
      const parsed = stream.entry.safeParse(sample);
      if (!parsed.success) {
        const fault = schemaFault(parsed.error);
        log.error('a sample does not fit its schema and was left out', {
          kind: stream.kind,
          fault,
        });
        return;
      }
      samples.push(sample, new Date(sample.taken_at));
      roll(sample);
      bell.ring();
    },
    backlog: () => samples.size(),
  };
}
