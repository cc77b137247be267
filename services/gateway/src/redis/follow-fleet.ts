import type { SampleStream } from '@m4max/contracts';
import { alertEvents, containersSamples, hardwareSamples, tradingSamples } from '@m4max/contracts';
import type { Context, Part } from '@m4max/service-kit';
import type { Entry, Store } from '@m4max/streams';
import { entryTime, follow } from '@m4max/streams';
import type { Fleet, Reading, Readings } from '../fleet/fleet.ts';
import { withAlert } from '../fleet/known-alerts.ts';
import { isNewer, withAge } from '../fleet/latest.ts';

/** Says that something changed; `data` makes what the live stream sends of it. */
export type OnChange = (event: string, data: () => object) => void;

/** Reads the streams as they grow, so that `fleet` and whoever watches know of a sample at once. */
export function followFleet(options: {
  readonly context: Pick<Context<unknown>, 'log'>;
  readonly store: Store;
  readonly fleet: Fleet;
  readonly onChange: OnChange;
}): readonly Part[] {
  const { context, store, fleet, onChange } = options;
  const { log } = context;

  function samples<S extends Parameters<typeof withAge>[0]['sample'] & { host: string }>(
    stream: SampleStream<S>,
    readings: Readings<S>,
  ): Part {
    return follow({
      name: `${stream.kind}-samples`,
      store,
      stream,
      from: 'end',
      log,
      onEntries(entries) {
        for (const reading of newestOfEach(entries)) {
          if (!isNewer(reading, readings.get(reading.sample.host))) continue;
          readings.set(reading.sample.host, reading);
          onChange(stream.kind, () => withAge(reading, fleet.storeClockOffsetMs, new Date()));
        }
      },
    });
  }

  return [
    samples(hardwareSamples, fleet.hardware),
    samples(containersSamples, fleet.containers),
    samples(tradingSamples, fleet.trading),
    follow({
      name: 'alert-events',
      store,
      stream: alertEvents,
      from: 'end',
      log,
      onEntries(entries) {
        for (const { entry } of entries) {
          fleet.alerts = withAlert(fleet.alerts, entry.alert, new Date());
          onChange('alert', () => entry.alert);
        }
      },
    }),
  ];
}

/** After an absence many arrive at once; only the last of each machine is of interest here. */
function newestOfEach<S extends { host: string }>(
  entries: readonly Entry<S>[],
): Iterable<Reading<S>> {
  const newest = new Map<string, Reading<S>>();
  for (const { id, entry } of entries)
    newest.set(entry.host, { sample: entry, storedAt: entryTime(id) });
  return newest.values();
}
