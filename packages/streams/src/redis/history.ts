import type { SampleKind } from '@m4max/contracts';
import { HistoryBucket, historyKey } from '@m4max/contracts';
import { readEntry } from '../read-entry.ts';
import { jsonOf } from './entry-fields.ts';
import type { Store } from './store.ts';

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
  const entries = await store.xrevrange(key, to.getTime(), from.getTime(), 'COUNT', limit);
  return entries.toReversed().flatMap(([, fields]) => {
    const read = readEntry(HistoryBucket, jsonOf(fields));
    return read.kind === 'entry' ? [read.entry] : [];
  });
}
