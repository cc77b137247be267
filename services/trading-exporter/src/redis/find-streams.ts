import type { Redis } from 'ioredis';
import type { FoundStream } from '../following/choose-positions.ts';
import { MAX_STREAMS } from '../following/choose-positions.ts';

const KEYS_PER_STEP = '1000';

export type FoundGroups = FoundStream & { readonly groups: number };

/** The streams whose names fit one of the patterns, with their newest ids. */
export async function findStreams(
  client: Redis,
  patterns: readonly string[],
): Promise<readonly FoundGroups[]> {
  const names = new Set<string>();
  for (const pattern of patterns) {
    let cursor = '0';
    do {
      const [next, keys] = await client.scan(
        ...([cursor, 'MATCH', pattern, 'COUNT', KEYS_PER_STEP, 'TYPE', 'stream'] as const),
      );
      cursor = next;
      for (const key of keys) names.add(key);
    } while (cursor !== '0' && names.size <= 2 * MAX_STREAMS);
  }
  return factsOf(client, [...names].sort());
}

async function factsOf(client: Redis, names: readonly string[]): Promise<readonly FoundGroups[]> {
  const pipeline = client.pipeline();
  for (const name of names) pipeline.call('XINFO', 'STREAM', name);
  const replies = (await pipeline.exec()) ?? [];
  return replies.flatMap(([error, reply], index) => {
    const name = names[index];
    const facts = asRecord(reply);
    const lastId = facts['last-generated-id'];
    // A stream that went between the two questions is not there.
    if (error !== null || name === undefined || typeof lastId !== 'string') return [];
    return [{ name, lastId, groups: Number(facts.groups ?? 0) }];
  });
}

/** A flat reply of names and values in turn. */
export function asRecord(reply: unknown): Readonly<Record<string, unknown>> {
  const record: Record<string, unknown> = {};
  if (!Array.isArray(reply)) return record;
  for (let at = 0; at + 1 < reply.length; at += 2) record[String(reply[at])] = reply[at + 1];
  return record;
}
