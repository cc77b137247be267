import type { LatestTrading } from '@m4max/contracts';
import { duration } from '../words/time.ts';
import { byteRate, count, milliseconds } from '../words/units.ts';
import type { DetailTable } from './detail-table.ts';
import { behindTone } from './tone.ts';

/** Who sends how much, and whether those who read it keep up. */
export function componentTable({ throughput }: LatestTrading): DetailTable {
  return {
    title: 'Messages',
    columns: ['Per second', 'Peak, 1 s', 'Peak, 10 ms', 'Bytes', 'Readers behind'],
    rows: throughput
      .toSorted((one, other) => other.messages_per_second - one.messages_per_second)
      .map((it) => ({
        key: it.component,
        name: it.component.replaceAll('_', ' '),
        tone: behindTone(it.backlog_age_seconds ?? 0),
        cells: [
          count(it.messages_per_second),
          it.peak_per_second === undefined ? undefined : count(it.peak_per_second),
          it.peak_10ms === undefined ? undefined : count(it.peak_10ms),
          it.bytes_per_second === undefined ? undefined : byteRate(it.bytes_per_second),
          backlogOf(it),
        ],
      })),
  };
}

function backlogOf(it: LatestTrading['throughput'][number]): string | undefined {
  const { backlog_age_seconds: age = 0, backlog_entries: entries = 0 } = it;
  if (age < 0.05) return undefined;
  return `${duration(age)}, ${count(entries)} entries`;
}

/** What engines say of themselves on their own pages. */
export function engineTable({ engines = [] }: LatestTrading): DetailTable {
  return {
    title: 'Engines’ own figures',
    columns: ['Operations/s', 'Mean, ms', 'P95, ms, estimated', 'Connections'],
    rows: engines.map((it) => {
      const slowest = Math.max(
        ...(it.quantiles ?? []).map(({ p95_seconds_estimated: p95 = 0 }) => p95),
        0,
      );
      return {
        key: it.engine,
        name: it.engine,
        ...(it.detail === undefined ? {} : { note: it.detail }),
        tone: it.up ? 'fine' : 'warning',
        cells: [
          it.operations_per_second === undefined ? undefined : count(it.operations_per_second),
          it.mean_seconds === undefined ? undefined : milliseconds(it.mean_seconds),
          slowest === 0 ? undefined : milliseconds(slowest),
          it.connections === undefined ? undefined : count(it.connections),
        ],
      };
    }),
  };
}
