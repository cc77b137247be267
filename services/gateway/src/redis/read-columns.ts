import type { HistoryColumns, HistoryQuery, SampleKind } from '@m4max/contracts';
import { containersSeries, hardwareSeries, tradingSeries } from '@m4max/contracts';
import { Problem } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { columnsBuilder, unknownSeries } from '../history/columns.ts';
import { historyWindow } from '../history/window.ts';
import { historyPages, isLongRead } from './history-pages.ts';

const rowsOf = {
  hardware: hardwareSeries,
  containers: containersSeries,
  trading: tradingSeries,
} as const;

/** Names of the series that are kept of a kind, with their units. */
export function unitsOf(kind: SampleKind): ReadonlyMap<string, string> {
  return new Map(rowsOf[kind].map(({ name, unit }) => [name, unit]));
}

/** The history that a query asks for; a query that cannot be answered is a 400 that says what could be. */
export async function readColumns(options: {
  readonly store: Store;
  readonly kind: SampleKind;
  readonly host: string;
  readonly query: HistoryQuery;
  readonly now: Date;
  /** Runs a long read when those before it are done. */
  readonly inTurn: <Result>(read: () => Promise<Result>) => Promise<Result>;
}): Promise<HistoryColumns> {
  const { store, kind, host, query, now, inTurn } = options;
  const wanted = query.series?.split(',').map((name) => name.trim());
  const units = unitsOf(kind);
  const unknown = unknownSeries(wanted, rowsOf[kind]);
  if (unknown.length > 0)
    throw badQuery(
      'series',
      `${unknown.join(', ')}: not kept; there are ${[...units.keys()].join(', ')}`,
    );
  const outcome = historyWindow(kind, query, now);
  if (outcome.kind === 'faulty') throw badQuery(outcome.at, outcome.message);
  const { window } = outcome;
  const { from, to, storedResolutionSeconds: resolutionSeconds } = window;
  const stretch = { kind, host, resolutionSeconds, from, to };
  const columns = columnsBuilder(window, units, wanted);
  let buckets = 0;
  const read = async () => {
    for await (const page of historyPages(store, stretch)) {
      columns.add(page);
      buckets += page.length;
    }
  };
  await (isLongRead(stretch) ? inTurn(read) : read());
  const { timestamps, series } = columns.build();
  return {
    kind,
    host,
    from: from.toISOString(),
    to: to.toISOString(),
    resolution_seconds: window.resolutionSeconds,
    timestamps,
    series,
    missing:
      buckets > 0
        ? []
        : [
            {
              field: 'series',
              reason: `No ${kind} history of ${host} is kept for this time: a bucket is written when its ${resolutionSeconds} s are over.`,
            },
          ],
  };
}

function badQuery(at: string, message: string): Problem {
  return new Problem(400, 'bad-query', 'The query parameters are not what this path takes.', [
    { at, message },
  ]);
}
