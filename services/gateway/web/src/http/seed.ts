import type { HistoryColumns } from '@m4max/contracts';
import { fetchHistory } from './history.ts';

const QUARTER_HOUR = 0.25;

/** Series by kind that the board draws small; keyed ones come for all their keys. */
const seeds = [
  {
    kind: 'hardware',
    series: [
      'cpu_active_ratio',
      'cpu_tier_active_ratio',
      'gpu_active_ratio',
      'ane_active_ratio_estimated',
      'memory_used_bytes',
      'power_combined_watts',
    ],
  },
  { kind: 'trading', series: ['score_overall', 'latency_p95_seconds'] },
] as const;

/** Each kind arrives when it arrives; one that cannot be read leaves its trends to grow live. */
export async function seedHistories(
  host: string,
  onHistory: (history: HistoryColumns) => void,
): Promise<void> {
  await Promise.allSettled(
    seeds.map(async ({ kind, series }) =>
      onHistory(await fetchHistory({ kind, host, hours: QUARTER_HOUR, series })),
    ),
  );
}
