import type { PerformanceReport, ReportPeriod } from '@m4max/contracts';

/** A report covers a day or more: for a minute the last one will do. */
const SHARE_MS = 60_000;
/** A few machines times three periods. */
const MAX_SHARED = 30;

type Make = (host: string, period: ReportPeriod) => Promise<PerformanceReport>;

/** Whoever asks for the same report within a minute gets the same one; a failed one is not kept. */
export function sharedReports(make: Make): Make {
  const held = new Map<
    string,
    { readonly at: number; readonly report: Promise<PerformanceReport> }
  >();
  return (host, period) => {
    const at = performance.now();
    const key = `${period} ${host}`;
    const kept = held.get(key);
    if (kept !== undefined && at - kept.at < SHARE_MS) return kept.report;
    const report = make(host, period);
    held.delete(key);
    held.set(key, { at, report });
    report.catch(() => {
      if (held.get(key)?.report === report) held.delete(key);
    });
    for (const oldest of held.keys()) {
      if (held.size <= MAX_SHARED) break;
      held.delete(oldest);
    }
    return report;
  };
}
