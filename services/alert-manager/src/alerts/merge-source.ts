import type { AlertSource } from '@m4max/contracts';

/**
 * What one source says after it spoke again, as Alertmanager merges two versions of an alert: if their
 * times overlap, the earliest start stays and a later end that was given outlives one that was assumed;
 * otherwise the newer version stands alone.
 */
export function mergeSource(older: AlertSource, newer: AlertSource, now: Date): AlertSource {
  const [start, end] = [Date.parse(older.started_at), endOf(older)];
  const isInside = (moment: number) => moment > start && moment < end;
  if (!isInside(Date.parse(newer.started_at)) && !isInside(endOf(newer))) return newer;
  const started_at = start < Date.parse(newer.started_at) ? older.started_at : newer.started_at;
  const newerEnded = endOf(newer) <= now.getTime();
  const olderEnded = end <= now.getTime();
  const olderEndStays =
    end > endOf(newer) && (newerEnded ? olderEnded : older.ends_at_assumed !== true);
  if (!olderEndStays) return { ...newer, started_at };
  const { ends_at: _, ends_at_assumed: __, ...rest } = newer;
  return {
    ...rest,
    started_at,
    ...(older.ends_at === undefined ? {} : { ends_at: older.ends_at }),
    ...(older.ends_at_assumed === undefined ? {} : { ends_at_assumed: older.ends_at_assumed }),
  };
}

function endOf({ ends_at }: AlertSource): number {
  return ends_at === undefined ? Number.POSITIVE_INFINITY : Date.parse(ends_at);
}
