import { setTimeout as sleep } from 'node:timers/promises';
import type { HistoryBucket, SampleKind } from '@m4max/contracts';
import { Problem } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { readHistory } from '@m4max/streams';

/** Unpacking a page holds everybody else up for about this long; pages grow and shrink towards it. */
const PAGE_MS = 8;
const FIRST_BUCKETS = 25;
const MAX_BUCKETS = 500;
/** Longer reads than this take half of the time at most and leave the rest to other requests. */
const SHORT_READ_BUCKETS = 1000;

type Stretch = { readonly resolutionSeconds: number; readonly from: Date; readonly to: Date };

/** Whether reading it takes so long that one such read at a time is enough. */
export function isLongRead({ resolutionSeconds, from, to }: Stretch): boolean {
  return (to.getTime() - from.getTime()) / 1000 / resolutionSeconds > SHORT_READ_BUCKETS;
}

/** Kept buckets from `from` up to, and without, `to`, page by page and oldest first. */
export async function* historyPages(
  store: Store,
  wanted: Stretch & { readonly kind: SampleKind; readonly host: string },
): AsyncGenerator<readonly HistoryBucket[]> {
  const bucketMs = wanted.resolutionSeconds * 1000;
  const end = wanted.to.getTime();
  let limit = FIRST_BUCKETS;
  let start = wanted.from.getTime();
  while (start < end) {
    const began = performance.now();
    const next = Math.min(start + limit * bucketMs, end);
    const { kind, host, resolutionSeconds } = wanted;
    const [from, to] = [new Date(start), new Date(next - 1)];
    yield await readHistory(store, { kind, host, resolutionSeconds, from, to, limit }).catch(
      storeAway,
    );
    const tookMs = performance.now() - began;
    start = next;
    limit = nextLimit(limit, tookMs);
    if (isLongRead(wanted)) await sleep(tookMs);
  }
}

function storeAway(): never {
  throw new Problem(
    503,
    'store-away',
    'The store does not answer, and history is kept there: start it, or correct REDIS_URL.',
    undefined,
    { 'retry-after': '5' },
  );
}

function nextLimit(limit: number, tookMs: number): number {
  const fitting = Math.round((limit * PAGE_MS) / Math.max(tookMs, 0.1));
  return Math.min(MAX_BUCKETS, Math.max(1, Math.min(fitting, limit * 2)));
}
