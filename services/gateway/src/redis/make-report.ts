import type { Alert, Missing, PerformanceReport, ReportPeriod, SampleKind } from '@m4max/contracts';
import type { Store } from '@m4max/streams';
import type { Fleet } from '../fleet/fleet.ts';
import { alertStatistics } from '../report/alert-statistics.ts';
import { reportWindow } from '../report/period.ts';
import { seriesFigures } from '../report/series-figures.ts';
import { historyPages } from './history-pages.ts';
import { unitsOf } from './read-columns.ts';

/** What a report will have and this version does not work out. */
const notWorkedOut: readonly Missing[] = [
  { field: 'trends', reason: 'Not worked out: compare two reports of the same period.' },
  { field: 'capacity_forecast', reason: 'Not worked out: it needs trends over weeks.' },
  { field: 'threshold_suggestions', reason: 'Not worked out: it needs percentiles over weeks.' },
];

/** Figures of one machine over a period, from the history in the store and the alert-manager's. */
export async function makeReport(options: {
  readonly store: Store;
  readonly fleet: Fleet;
  readonly host: string;
  readonly period: ReportPeriod;
  readonly pastAlerts: () => Promise<readonly Alert[]>;
  readonly now: Date;
}): Promise<PerformanceReport> {
  const { store, fleet, host, period, now } = options;
  const window = reportWindow(period, 'hardware', now);
  const missing: Missing[] = [...notWorkedOut];
  const figures = [];
  for (const kind of ['hardware', 'containers', 'trading'] as const)
    figures.push(await figuresOf(store, kind, host, period, now));
  for (const { coverage } of figures)
    if (coverage.buckets === 0)
      missing.push({
        field: coverage.kind,
        reason: `No ${coverage.kind} history of ${host} in this period.`,
      });
  const alerts = await options.pastAlerts().then(
    (past) => {
      const all = [...past, ...fleet.alerts.values()].filter(({ labels }) => {
        return labels.host === undefined || labels.host === host;
      });
      return alertStatistics(all.filter(firstOfEach()), window);
    },
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      missing.push({ field: 'alerts', reason: `The alert-manager did not tell: ${reason}.` });
      return undefined;
    },
  );
  return {
    period,
    host,
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    generated_at: now.toISOString(),
    coverage: figures.map(({ coverage }) => coverage),
    series: figures.flatMap(({ series }) => series),
    attainment: figures.flatMap(({ attainment }) => attainment),
    ...(alerts === undefined ? {} : { alerts }),
    optimizations: fleet.advice.optimizations.filter((it) => it.host === host),
    missing,
  };
}

async function figuresOf(
  store: Store,
  kind: SampleKind,
  host: string,
  period: ReportPeriod,
  now: Date,
) {
  const window = reportWindow(period, kind, now);
  const figures = seriesFigures(kind, window, unitsOf(kind));
  for await (const page of historyPages(store, { kind, host, ...window })) figures.add(page);
  return figures.figures();
}

/** An alert may be both past and still shown; one start is counted once. */
function firstOfEach(): (alert: Alert) => boolean {
  const seen = new Set<string>();
  return ({ fingerprint, started_at }) => {
    const start = `${fingerprint} ${started_at}`;
    if (seen.has(start)) return false;
    seen.add(start);
    return true;
  };
}
