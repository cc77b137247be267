import type { Redis } from 'ioredis';
import { MAX_STREAMS } from '../following/choose-places.ts';
import { BEGINNING } from '../following/entry-id.ts';
import type { StreamFacts } from '../following/stream-facts.ts';
import { kindOfStream } from '../following/stream-kind.ts';

const KEYS_PER_STEP = '1000';
/** Some ten megabytes of names; a Redis with more streams than this is used for something else. */
const MAX_NAMES = 100_000;
/** More than are read, for not all of them are there any more when they are asked about. */
const NAMES_ASKED_ABOUT = 2 * MAX_STREAMS;
/** Streams that are asked about at once: a reply holds their first and last entries, of any size. */
const STREAMS_PER_QUESTION = 64;

/**
 * The names of the streams that fit one of the patterns; one without a wildcard is a name. Of a node that
 * quotes thousands of instruments, each in a stream of its own, not all are given, but its orders are.
 */
export async function findStreams(
  client: Redis,
  patterns: readonly string[],
): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const pattern of patterns) {
    if (!/[*?[\\]/.test(pattern)) {
      names.add(pattern);
      continue;
    }
    let cursor = '0';
    do {
      const [next, keys] = await client.scan(
        ...([cursor, 'MATCH', pattern, 'COUNT', KEYS_PER_STEP, 'TYPE', 'stream'] as const),
      );
      cursor = next;
      for (const key of keys) names.add(key);
    } while (cursor !== '0' && names.size <= MAX_NAMES);
  }
  return firstOrders([...names].sort()).slice(0, NAMES_ASKED_ABOUT);
}

/** Market data comes last where not all have room. */
function firstOrders(names: readonly string[]): readonly string[] {
  const isMarketData = (name: string) => kindOfStream(name) === 'market_data';
  return [...names.filter((name) => !isMarketData(name)), ...names.filter(isMarketData)];
}

/** What is known of some streams; those that are not there are left out. */
export type StreamAnswers = {
  readonly found: readonly StreamFacts[];
  /** Names of something else than a stream. */
  readonly foreign: readonly string[];
  /** Streams that this user may not ask about. */
  readonly refused: readonly string[];
};

export async function askStreams(client: Redis, names: readonly string[]): Promise<StreamAnswers> {
  const found: StreamFacts[] = [];
  const foreign: string[] = [];
  const refused: string[] = [];
  for (let from = 0; from < names.length; from += STREAMS_PER_QUESTION) {
    const asked = names.slice(from, from + STREAMS_PER_QUESTION);
    const pipeline = client.pipeline();
    for (const name of asked) pipeline.callBuffer('XINFO', 'STREAM', name);
    const replies = (await pipeline.exec()) ?? [];
    for (const [index, stream] of asked.entries()) {
      const [error, reply] = replies[index] ?? [null, undefined];
      const fault = error?.message ?? '';
      if (fault.startsWith('WRONGTYPE')) foreign.push(stream);
      else if (fault.startsWith('NOPERM')) refused.push(stream);
      else if (error !== null && !fault.includes('no such key')) throw error;
      else if (error === null) found.push(factsIn(stream, asRecord(reply)));
    }
  }
  return { found, foreign, refused };
}

function factsIn(stream: string, reply: Readonly<Record<string, unknown>>): StreamFacts {
  // Before 7.0 the first id is only told with its entry.
  const [first] = Array.isArray(reply['first-entry']) ? reply['first-entry'] : [];
  const firstId = idIn(reply['recorded-first-entry-id']) ?? idIn(first);
  const added = reply['entries-added'];
  return {
    stream,
    lastId: idIn(reply['last-generated-id']) ?? BEGINNING,
    firstId: firstId === BEGINNING ? undefined : firstId,
    length: Number(reply.length ?? 0),
    added: typeof added === 'number' ? added : undefined,
    groups: Number(reply.groups ?? 0),
  };
}

function idIn(value: unknown): string | undefined {
  return Buffer.isBuffer(value) ? value.toString('latin1') : undefined;
}

/** A flat reply of names and values in turn. */
export function asRecord(reply: unknown): Readonly<Record<string, unknown>> {
  const record: Record<string, unknown> = {};
  if (!Array.isArray(reply)) return record;
  for (let at = 0; at + 1 < reply.length; at += 2) record[String(reply[at])] = reply[at + 1];
  return record;
}
