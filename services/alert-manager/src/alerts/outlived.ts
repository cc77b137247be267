import type { Change } from './change.ts';
import type { AlertRecord } from './record.ts';
import { EVALUATOR, end, expire, isActive } from './transition.ts';

/** Ends an alert that nobody upholds: its sources ran out, or our evaluator no longer knows of it. */
export function outlived(
  record: AlertRecord,
  held: ReadonlySet<string>,
  now: Date,
): Change | undefined {
  const { alert } = record;
  const ours = alert.sources.some((it) => it.name === EVALUATOR && isActive(it, now));
  if (ours && !held.has(alert.fingerprint))
    return end(record, EVALUATOR, { at: now.toISOString(), because: 'no longer evaluated' }, now);
  return expire(record, now);
}
