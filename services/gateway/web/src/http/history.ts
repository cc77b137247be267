import type { HistoryColumns } from '@m4max/contracts';
import { refusalInWords } from '../alerts/acknowledging.ts';

const PATHS = {
  hardware: '/api/v1/monitoring/m4max/hardware/history',
  containers: '/api/v1/monitoring/containers/history',
  trading: '/api/v1/monitoring/trading/history',
} as const;

const TIMEOUT_MS = 10_000;

export type HistoryQuery = {
  readonly kind: keyof typeof PATHS;
  readonly host: string;
  readonly hours: number;
  readonly series: readonly string[];
};

/** Kept history of some series of one host; throws a sentence that can be shown. */
export async function fetchHistory(
  { kind, host, hours, series }: HistoryQuery,
  signal?: AbortSignal,
): Promise<HistoryColumns> {
  const query = new URLSearchParams({ host, hours: String(hours), series: series.join(',') });
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(`${PATHS[kind]}?${query.toString()}`, {
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Error(refusalInWords(response.status, body));
  return body as HistoryColumns;
}
