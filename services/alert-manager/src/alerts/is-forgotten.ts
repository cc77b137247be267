import type { AlertRecord } from './record.ts';

const DAY_MS = 24 * 3600 * 1000;
const MONTH_DAYS = 30;

/**
 * Whether a record can go; its past stays for 30 days in any case. A day after its end everybody who
 * was told of it has been told that it is over; somebody who was not is owed that for as long as there is a past.
 */
export function isForgotten({ alert, notified }: AlertRecord, now: Date): boolean {
  if (alert.state !== 'resolved') return false;
  const endedMs = now.getTime() - Date.parse(alert.ended_at ?? alert.updated_at);
  const owed = Object.values(notified).some(({ about }) => about !== 'resolved');
  return endedMs > (owed ? MONTH_DAYS * DAY_MS : DAY_MS);
}
