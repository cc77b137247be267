import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { HistoryBucket } from '@m4max/contracts';
import type { ReadEntry } from './read-entry.ts';
import { readEntry } from './read-entry.ts';

/** A bucket of 2,000 series is some 300 kB. */
const MOST_BYTES = 4_000_000;

/**
 * History is most of what the store holds, and its buckets repeat themselves: a minute of a hundred
 * containers is 34 kB as JSON and 6 kB packed. Base64 keeps replies text for every client.
 */
export function packBucket(bucket: HistoryBucket): string {
  return deflateRawSync(JSON.stringify(bucket)).toString('base64');
}

export function unpackBucket(packed: string | undefined): ReadEntry<HistoryBucket> {
  if (packed === undefined) return { kind: 'malformed', reason: 'the entry has no field deflated' };
  try {
    const json = inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: MOST_BYTES });
    return readEntry(HistoryBucket, json.toString('utf8'));
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof Error ? error.message : String(error) };
  }
}
