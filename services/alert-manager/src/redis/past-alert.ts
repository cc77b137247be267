import type { Severity } from '@m4max/contracts';
import { Alert } from '@m4max/contracts';
import type { Store } from '@m4max/streams';
import { readEntry } from '@m4max/streams';
import { PAST_ALERTS_KEY, PAST_ORDER_KEY } from './keys.ts';

/** An episode that ended, as it was at its end; `undefined` when it is forgotten, or cannot be read. */
export async function loadPastAlert(
  store: Store,
  { fingerprint, episode }: { readonly fingerprint: string; readonly episode: string },
): Promise<Alert | undefined> {
  const text = await store.hget(PAST_ALERTS_KEY, `${fingerprint}-${episode}`);
  return text === null ? undefined : readAlert(text);
}

/** Read in one go when a filter has to be applied; the whole past is bounded. */
const MOST_READ = 10_000;

/** Episodes that ended, newest end first. */
export async function loadPastAlerts(
  store: Store,
  { severity, limit }: { readonly severity: Severity | undefined; readonly limit: number },
): Promise<readonly Alert[]> {
  const count = severity === undefined ? limit : MOST_READ;
  const ids = await store.zrevrange(PAST_ORDER_KEY, 0, count - 1);
  if (ids.length === 0) return [];
  const texts = await store.hmget(PAST_ALERTS_KEY, ...ids);
  return texts
    .flatMap((text) => (text === null ? [] : (readAlert(text) ?? [])))
    .filter((alert) => severity === undefined || alert.severity === severity)
    .slice(0, limit);
}

function readAlert(text: string): Alert | undefined {
  const read = readEntry(Alert, text);
  return read.kind === 'entry' ? read.entry : undefined;
}
