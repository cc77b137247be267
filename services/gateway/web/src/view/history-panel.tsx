import type { HistoryColumns } from '@m4max/contracts';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Chart } from '../chart/chart.tsx';
import { lineColours } from '../chart/colours.ts';
import type { ChartLine, ChartScale } from '../chart/options.ts';
import type { HistoryQuery } from '../http/history.ts';
import { fetchHistory } from '../http/history.ts';
import { valueInWords } from '../words/value.ts';
import { Marked } from './marked.tsx';

const RANGES = [
  { hours: 0.25, words: '15 min' },
  { hours: 1, words: '1 h' },
  { hours: 6, words: '6 h' },
] as const;

/** Kept history grows by a step every ten seconds. */
const REFRESH_MS = 10_000;

/** One chart of the panel, and the kept series behind it. */
export type HistoryChart = {
  readonly title: string;
  readonly unit: string;
  readonly full?: number;
  readonly series: string;
};

type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'ready'; readonly history: HistoryColumns };

/** History as charts with one cursor: the first is large, the others are there to compare. */
export function HistoryPanel({
  kind,
  host,
  charts,
  firstRange = 0.25,
}: Pick<HistoryQuery, 'kind' | 'host'> & {
  charts: readonly HistoryChart[];
  firstRange?: number;
}) {
  const [hours, setHours] = useState(firstRange);
  const series = charts.map((chart) => chart.series);
  const loaded = useHistory({ kind, host, hours, series });
  return (
    <div class="history">
      <div class="ranges" role="group" aria-label="Time shown">
        {RANGES.map((range) => (
          <button
            key={range.hours}
            type="button"
            aria-pressed={range.hours === hours}
            onClick={() => setHours(range.hours)}
          >
            {range.words}
          </button>
        ))}
      </div>
      {loaded.kind === 'loading' && <p class="dim">Reading the history…</p>}
      {loaded.kind === 'failed' && (
        <p class="refused">
          No history: <Marked text={loaded.why} />
        </p>
      )}
      {loaded.kind === 'ready' &&
        charts.map((chart, index) => (
          <OneChart
            key={chart.title}
            chart={chart}
            history={loaded.history}
            height={index === 0 ? 220 : 110}
          />
        ))}
    </div>
  );
}

function OneChart({
  chart,
  history,
  height,
}: {
  chart: HistoryChart;
  history: HistoryColumns;
  height: number;
}) {
  const times = useMemo(
    () => history.timestamps.map((timestamp) => new Date(timestamp).getTime() / 1000),
    [history],
  );
  const kept = history.series[chart.series];
  const lines = useMemo<readonly ChartLine[]>(
    () =>
      kept === undefined
        ? []
        : [
            { label: 'mean', colour: lineColours[0], values: kept.mean },
            { label: 'highest', colour: lineColours[5], values: kept.max },
          ],
    [kept],
  );
  const scale: ChartScale = {
    kind: 'linear',
    binary: chart.unit === 'bytes',
    ...(chart.full === undefined ? {} : { full: chart.full }),
  };
  if (lines.length === 0 || times.length === 0) {
    return <p class="dim">{chart.title}: nothing was kept in this time.</p>;
  }
  return (
    <section>
      <h3>{chart.title}</h3>
      <Chart
        title={chart.title}
        times={times}
        lines={lines}
        scale={scale}
        height={height}
        inWords={(value) => valueInWords(value, chart.unit)}
        group="history"
      />
    </section>
  );
}

function useHistory({ kind, host, hours, series }: HistoryQuery): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' });
  const names = series.join(',');
  useEffect(() => {
    const leaving = new AbortController();
    const load = () => {
      if (document.hidden) return;
      fetchHistory({ kind, host, hours, series }, leaving.signal).then(
        (history) => setLoaded({ kind: 'ready', history }),
        (error: unknown) => {
          if (leaving.signal.aborted) return;
          setLoaded({
            kind: 'failed',
            why: error instanceof Error ? error.message : String(error),
          });
        },
      );
    };
    load();
    const timer = setInterval(load, REFRESH_MS);
    return () => {
      leaving.abort();
      clearInterval(timer);
    };
  }, [kind, host, hours, names]);
  return loaded;
}
