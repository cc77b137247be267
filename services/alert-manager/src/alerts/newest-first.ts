import type { Alert } from '@m4max/contracts';

export function newestFirst(alerts: readonly Alert[]): Alert[] {
  return alerts.toSorted((one, other) => Date.parse(other.started_at) - Date.parse(one.started_at));
}
