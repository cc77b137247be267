import type { Store } from '@m4max/streams';
import type { Change } from '../alerts/change.ts';
import { AlertRecord } from '../alerts/record.ts';
import { commit } from './commit.ts';
import { ALERTS_KEY } from './keys.ts';

/** Writers of one record are few (a person, a push, a channel, the evaluator): eight losses in a row are a fault. */
const MOST_TRIES = 8;

export async function loadRecord(
  store: Store,
  fingerprint: string,
): Promise<AlertRecord | undefined> {
  const text = await store.hget(ALERTS_KEY, fingerprint);
  return text === null ? undefined : readRecord(text);
}

/** Every record, resolved ones included until they are swept. */
export async function loadRecords(store: Store): Promise<readonly AlertRecord[]> {
  return (await store.hvals(ALERTS_KEY)).map(readRecord);
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

function readRecord(text: string): AlertRecord {
  return AlertRecord.parse(JSON.parse(text));
}
