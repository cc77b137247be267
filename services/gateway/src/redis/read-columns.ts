import type { HistoryColumns, HistoryQuery, SampleKind } from '@m4max/contracts';
import { containersSeries, hardwareSeries, tradingSeries } from '@m4max/contracts';
import { Problem } from '@m4max/service-kit';
import type { Store } from '@m4max/streams';
import { columnsBuilder, unknownSeries } from '../history/columns.ts';
import { historyWindow } from '../history/window.ts';
import { historyPages } from './history-pages.ts';

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
export async function readColumns(
  store: Store,
  kind: SampleKind,
  host: string,
  query: HistoryQuery,
  now: Date,
): Promise<HistoryColumns> {
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
  const columns = columnsBuilder(window, units, wanted);
  let buckets = 0;
  const resolutionSeconds = window.storedResolutionSeconds;
  const { from, to } = window;
  for await (const page of historyPages(store, { kind, host, resolutionSeconds, from, to })) {
    columns.add(page);
    buckets += page.length;
  }
  const { timestamps, series } = columns.build();
  return {
    kind,
    host,
    from: window.from.toISOString(),
    to: window.to.toISOString(),
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
