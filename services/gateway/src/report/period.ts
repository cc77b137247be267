import type { ReportPeriod, SampleKind } from '@m4max/contracts';
import { historyResolutions } from '@m4max/contracts';

const DAYS: Readonly<Record<ReportPeriod, number>> = { day: 1, week: 7, month: 30 };
/** A report counts buckets of a minute where they are kept that long. */
const BUCKET_SECONDS = 60;

export type ReportWindow = {
  readonly from: Date;
  readonly to: Date;
  readonly resolutionSeconds: number;
  readonly expectedBuckets: number;
};

/** The stretch of history that a report of this period reads, up to the last whole bucket. */
export function reportWindow(period: ReportPeriod, kind: SampleKind, now: Date): ReportWindow {
  const spanSeconds = DAYS[period] * 86_400;
  const kept = historyResolutions[kind].find(
    ({ resolutionSeconds, keepSeconds }) =>
      resolutionSeconds >= BUCKET_SECONDS && keepSeconds >= spanSeconds,
  );
  const resolutionSeconds = kept?.resolutionSeconds ?? BUCKET_SECONDS;
  const stepMs = resolutionSeconds * 1000;
  const to = Math.floor(now.getTime() / stepMs) * stepMs;
  return {
    from: new Date(to - spanSeconds * 1000),
    to: new Date(to),
    resolutionSeconds,
    expectedBuckets: spanSeconds / resolutionSeconds,
  };
}
