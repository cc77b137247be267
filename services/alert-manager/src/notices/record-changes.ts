import type { AlertPolicy } from '@m4max/contracts';
import type { Change, Told } from '../alerts/change.ts';
import { changed } from '../alerts/change.ts';
import type { About, AlertRecord } from '../alerts/record.ts';
import type { Target } from './contact.ts';
import { escalatesAt, escalationDue } from './escalation.ts';
import type { Suppressed } from './owed.ts';

const PROGRESS: Readonly<Record<About, number>> = { firing: 0, acknowledged: 1, resolved: 2 };

/** A target said yes. What it knew already it does not unlearn. */
export function noteDelivered(
  record: AlertRecord,
  { target, about, now }: { readonly target: Target; readonly about: About; readonly now: Date },
): Change | undefined {
  const known = record.notified[target.id];
  if (known !== undefined && PROGRESS[known.about] >= PROGRESS[about]) return undefined;
  const at = now.toISOString();
  const detail = `${nameOf(target)} was told: ${about}`;
  const change = changed(record, record.alert, [{ what: 'notified', at, detail }]);
  const notified = { ...record.notified, [target.id]: { about, at } };
  return { ...change, after: { ...change.after, notified } };
}

/** No try reached a target; said once, however often it is tried again. */
export function noteGivenUp(
  record: AlertRecord,
  failure: {
    readonly target: Target;
    readonly about: About;
    readonly because: string;
    readonly now: Date;
  },
): Change | undefined {
  const { target, about, because, now } = failure;
  const detail = `${nameOf(target)} was not told: ${about} (${because})`;
  if (record.alert.timeline.some((line) => line.detail === detail)) return undefined;
  return changed(record, record.alert, [{ what: 'not_notified', at: now.toISOString(), detail }]);
}

/**
 * Writes down, once in an episode, who is not told and why. What an inhibition or a silence holds
 * back is not written: it may still be owed later.
 */
export function noteSuppressed(
  record: AlertRecord,
  suppressed: readonly Suppressed[],
  now: Date,
): { readonly change: Change; readonly fresh: readonly Suppressed[] } | undefined {
  const written = new Set(record.alert.timeline.map(({ detail }) => detail));
  const fresh = suppressed.filter(
    ({ reason, detail }) =>
      (reason === 'not_configured' || reason === 'below_min_severity') && !written.has(detail),
  );
  if (fresh.length === 0) return undefined;
  const told = fresh.map(
    ({ detail }): Told => ({ what: 'suppressed', at: now.toISOString(), detail }),
  );
  return { change: changed(record, record.alert, told), fresh };
}

/** Escalates an alert that is due, and keeps `escalates_at` at the moment when the next level is. */
export function settleEscalation(
  record: AlertRecord,
  policy: AlertPolicy,
  now: Date,
): Change | undefined {
  const { escalates_at: last, ...alert } = record.alert;
  const decision = escalationDue(record.alert, policy, now);
  if (decision.kind === 'due') {
    const escalated = { ...alert, escalated_at: now.toISOString() };
    const next = escalatesAt(escalated, policy)?.toISOString();
    const detail = `to ${decision.receivers.join(', ')}: ${decision.because}`;
    return changed(
      record,
      { ...escalated, ...(next === undefined ? {} : { escalates_at: next }) },
      [{ what: 'escalated', at: escalated.escalated_at, detail, notice: 'firing' }],
    );
  }
  const next = escalatesAt(record.alert, policy)?.toISOString();
  if (next === last) return undefined;
  return changed(record, { ...alert, ...(next === undefined ? {} : { escalates_at: next }) });
}

function nameOf({ receiver, channel }: Target): string {
  return receiver === channel ? receiver : `${receiver} (${channel})`;
}
