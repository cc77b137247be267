import type { HistoryBucket, SampleKind } from '@m4max/contracts';
import { historyKey } from '@m4max/contracts';
import { unpackBucket } from '../packed-bucket.ts';
import { fieldsOf } from './entry-fields.ts';
import type { Store } from './store.ts';

/** Unpacking one of a hundred containers takes a millisecond: between two pages others get their turn. */
const PAGE_BUCKETS = 25;

/** The newest `limit` buckets that start from `from` to `to`, oldest first. */
export async function readHistory(
  store: Store,
  {
    kind,
    host,
    resolutionSeconds,
    from,
    to,
    limit,
  }: {
    readonly kind: SampleKind;
    readonly host: string;
    readonly resolutionSeconds: number;
    readonly from: Date;
    readonly to: Date;
    readonly limit: number;
  },
): Promise<readonly HistoryBucket[]> {
  const key = historyKey(kind, host, resolutionSeconds);
  const newestFirst: HistoryBucket[] = [];
  let end = String(to.getTime());
  while (newestFirst.length < limit) {
    const count = Math.min(PAGE_BUCKETS, limit - newestFirst.length);
    const page = await store.xrevrange(key, end, from.getTime(), 'COUNT', count);
    for (const [, fields] of page) {
      const read = unpackBucket(fieldsOf(fields).deflated);
      if (read.kind === 'entry') newestFirst.push(read.entry); // A newer version's are left out until we are updated.
    }
    const oldest = page.at(-1);
    if (oldest === undefined || page.length < count) break;
    end = `(${oldest[0]}`;
  }
  return newestFirst.reverse();
}
