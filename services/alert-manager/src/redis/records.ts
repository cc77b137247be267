import type { Store } from '@m4max/streams';
import { readEntry } from '@m4max/streams';
import type { Change } from '../alerts/change.ts';
import { AlertRecord } from '../alerts/record.ts';
import { commit } from './commit.ts';
import { ALERTS_KEY, UNREADABLE_ALERTS_KEY } from './keys.ts';

/** Writers of one record are few (a person, a push, a channel, the evaluator): eight losses in a row are a fault. */
const MOST_TRIES = 8;

export async function loadRecord(
  store: Store,
  fingerprint: string,
): Promise<AlertRecord | undefined> {
  const text = await store.hget(ALERTS_KEY, fingerprint);
  return text === null ? undefined : readRecord(text);
}

/**
 * Every record, resolved ones included until they are swept. One that cannot be read is left out: the
 * others are judged and told all the same.
 */
export async function loadRecords(store: Store): Promise<readonly AlertRecord[]> {
  return (await store.hvals(ALERTS_KEY)).flatMap((text) => readRecord(text) ?? []);
}

/** A look at one is enough to see what writes them. */
const MOST_UNREADABLE = 100;

/**
 * Moves a record that is still this text out of the way.
 *
 * KEYS  1 records (hash)  2 unreadable records (hash)   ARGV  1 fingerprint  2 text  3 most to keep
 * Reply 1 when it was moved
 */
const SET_ASIDE = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
if redis.call('HLEN', KEYS[2]) < tonumber(ARGV[3]) then redis.call('HSET', KEYS[2], ARGV[1], ARGV[2]) end
return redis.call('HDEL', KEYS[1], ARGV[1])
`;

/** Makes room for alerts whose record cannot be read, so that they can begin anew. Returns their fingerprints. */
export async function setAsideUnreadable(store: Store): Promise<readonly string[]> {
  const unreadable = Object.entries(await store.hgetall(ALERTS_KEY)).filter(
    ([, text]) => readRecord(text) === undefined,
  );
  for (const [fingerprint, text] of unreadable) {
    const keys = [ALERTS_KEY, UNREADABLE_ALERTS_KEY];
    await store.eval(SET_ASIDE, keys.length, ...keys, fingerprint, text, MOST_UNREADABLE);
  }
  return unreadable.map(([fingerprint]) => fingerprint);
}

/**
 * Changes one record by compare-and-set; `change` is asked again when somebody else was faster.
 * Returns the record as it now is: changed, or untouched when `change` gave nothing.
 */
export async function changeRecord(
  store: Store,
  fingerprint: string,
  change: (record: AlertRecord | undefined) => Change | undefined,
): Promise<AlertRecord | undefined> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const before = await loadRecord(store, fingerprint);
    const changed = change(before);
    if (changed === undefined) return before;
    const outcome = await commit(store, { changes: [{ fingerprint, before, ...changed }] });
    if (outcome === 'committed') return { ...changed.after, version: (before?.version ?? 0) + 1 };
  }
  throw new Error(`alert ${fingerprint} is changed by others all the time: try again`);
}

function readRecord(text: string): AlertRecord | undefined {
  const read = readEntry(AlertRecord, text);
  return read.kind === 'entry' ? read.entry : undefined;
}
