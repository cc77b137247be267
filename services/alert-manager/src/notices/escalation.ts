import type { Alert, AlertPolicy } from '@m4max/contracts';
import { durationSeconds } from '@m4max/contracts';

type Level = AlertPolicy['escalation'][number];

/** Whether somebody else has to be told by now, and why (not). */
export type EscalationDecision =
  | { readonly kind: 'due'; readonly receivers: readonly string[]; readonly because: string }
  | { readonly kind: 'later'; readonly at: Date }
  | { readonly kind: 'never'; readonly because: string };

/** Only an alert that fires, unacknowledged, escalates: a committed acknowledgement or end stops it for good. */
export function escalationDue(alert: Alert, policy: AlertPolicy, now: Date): EscalationDecision {
  if (alert.state === 'acknowledged') return { kind: 'never', because: 'it is acknowledged' };
  if (alert.state === 'resolved') return { kind: 'never', because: 'it is over' };
  const open = levelsOf(alert, policy).filter((level) => !isTaken(alert, level));
  if (open.length === 0) return { kind: 'never', because: 'no level is left' };
  const due = open.filter((level) => dueAt(alert, level) <= now);
  if (due.length === 0) return { kind: 'later', at: earliest(alert, open) };
  if (alert.inhibited_by.length > 0) return { kind: 'never', because: 'it is inhibited' };
  if (alert.silenced_by.length > 0) return { kind: 'never', because: 'it is silenced' };
  return {
    kind: 'due',
    receivers: due.map(({ receiver }) => receiver),
    because: `nobody acknowledged it within ${due.map(({ after }) => after).join(', ')}`,
  };
}

/** The levels that an alert has passed: who is told beyond its routes. */
export function escalatedReceivers(alert: Alert, policy: AlertPolicy): readonly Level[] {
  return levelsOf(alert, policy).filter((level) => isTaken(alert, level));
}

/** When the next level is due; `undefined` when nothing is left to wait for. */
export function escalatesAt(alert: Alert, policy: AlertPolicy): Date | undefined {
  if (alert.state !== 'firing') return undefined;
  const open = levelsOf(alert, policy).filter((level) => !isTaken(alert, level));
  return open.length === 0 ? undefined : earliest(alert, open);
}

function levelsOf(alert: Alert, policy: AlertPolicy): readonly Level[] {
  return policy.escalation.filter(({ severities }) => severities.includes(alert.severity));
}

function isTaken(alert: Alert, level: Level): boolean {
  if (alert.escalated_at === undefined) return false;
  return dueAt(alert, level).getTime() <= Date.parse(alert.escalated_at);
}

function dueAt(alert: Alert, { after }: Level): Date {
  return new Date(Date.parse(alert.started_at) + durationSeconds(after) * 1000);
}

function earliest(alert: Alert, levels: readonly Level[]): Date {
  return new Date(Math.min(...levels.map((level) => dueAt(alert, level).getTime())));
}
