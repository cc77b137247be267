import type { HistoryBucket, SampleKind } from '@m4max/contracts';
import type { Store } from '@m4max/streams';
import { readHistory } from '@m4max/streams';

/** Buckets parsed at a time: a month by the minute is 43,200 of them, and others want answers too. */
const PAGE_BUCKETS = 500;

/** Kept buckets from `from` up to, and without, `to`, page by page and oldest first. */
export async function* historyPages(
  store: Store,
  wanted: {
    readonly kind: SampleKind;
    readonly host: string;
    readonly resolutionSeconds: number;
    readonly from: Date;
    readonly to: Date;
  },
): AsyncGenerator<readonly HistoryBucket[]> {
  const pageMs = PAGE_BUCKETS * wanted.resolutionSeconds * 1000;
  const end = wanted.to.getTime();
  for (let start = wanted.from.getTime(); start < end; start += pageMs)
    yield await readHistory(store, {
      ...wanted,
      from: new Date(start),
      to: new Date(Math.min(start + pageMs, end) - 1),
      limit: PAGE_BUCKETS,
    });
}
