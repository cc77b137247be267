import type { AlertingFacts } from '@m4max/contracts';
import type { Part } from '@m4max/service-kit';
import { ticker } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { loadRecords } from './records.ts';

type OpenAlerts = NonNullable<AlertingFacts['alerts']>;

/** A scrape must not wait for the store; alerts are counted for it beforehand. */
const REFRESH_SECONDS = 5;

/** The alerts that go on, as of some seconds ago; nothing while the store is away. */
export function openAlerts(
  store: Store,
  log: Parameters<typeof ticker>[0]['log'],
): Part & { current(): OpenAlerts | undefined } {
  let open: OpenAlerts | undefined;
  const part = ticker({
    name: 'open-alerts',
    seconds: REFRESH_SECONDS,
    async job() {
      if (store.status !== 'ready') {
        open = undefined;
        return;
      }
      const records = await loadRecords(store);
      open = records.map(({ alert }) => alert).filter(({ resolved }) => !resolved);
    },
    log,
  });
  return { ...part, current: () => (store.status === 'ready' ? open : undefined) };
}
