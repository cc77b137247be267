import type { Alert, Severity, TimelineEntry } from '@m4max/contracts';
import { clockTime, countdown, secondsSince, wholeDuration } from '../words/time.ts';
import { valueInWords } from '../words/value.ts';

/** State is a shape and a word; the colour comes third. */
export const severityShape: Readonly<Record<Severity, { shape: string; word: string }>> = {
  info: { shape: '●', word: 'Info' },
  warning: { shape: '▲', word: 'Warning' },
  critical: { shape: '◆', word: 'Critical' },
  emergency: { shape: '■', word: 'Emergency' },
};

export const timelineWords: Readonly<Record<TimelineEntry['what'], string>> = {
  firing: 'Firing',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  notified: 'Told',
  not_notified: 'Not told',
  escalated: 'Escalated',
  suppressed: 'Held back',
  silent: 'Source silent',
};

/** The rule's own sentence, or its name taken apart: `ContainerOutOfMemory` → `Container out of memory`. */
export function alertTitle({ annotations, rule_name }: Alert): string {
  const summary = annotations.summary;
  if (summary !== undefined && summary !== '') return summary;
  const words = rule_name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `95 % (limit 90 %)`; nothing when there is no value, or the message says it already. */
export function valueAgainstLimit({ value, threshold, unit, message }: Alert): string | undefined {
  if (value === undefined) return undefined;
  const measured = valueInWords(value, unit);
  if (message.includes(measured)) return undefined;
  if (threshold === undefined) return measured;
  return `${measured} (limit ${valueInWords(threshold, unit)})`;
}

/** What happens next if nobody does anything. */
export function escalationInWords(alert: Alert, now: Date): string | undefined {
  if (alert.state !== 'firing') return undefined;
  if (alert.escalated_at !== undefined) {
    return `escalated at ${clockTime(new Date(alert.escalated_at), now)}`;
  }
  if (alert.escalates_at === undefined) return undefined;
  const until = new Date(alert.escalates_at);
  return until <= now ? 'escalating now' : `escalates in ${countdown(until, now)}`;
}

/** `firing for 3 min, since 14:02`. */
export function sinceInWords(alert: Alert, now: Date): string {
  const started = new Date(alert.started_at);
  return `for ${wholeDuration(secondsSince(started, now))}, since ${clockTime(started, now)}`;
}

/** Where the way out is written down: a link where it is an address, else the name of the document. */
export function runbookOf({
  annotations,
}: Alert): { readonly kind: 'link' | 'document'; readonly where: string } | undefined {
  const where = annotations.runbook_url ?? annotations.runbook;
  if (where === undefined || where === '') return undefined;
  return { kind: /^https?:\/\//.test(where) ? 'link' : 'document', where };
}

/** One polite sentence for those who listen: only on what began or ended since the last look. */
export function announcement(
  before: ReadonlyMap<string, Alert>,
  after: ReadonlyMap<string, Alert>,
): string | undefined {
  const sentences = [...after.values()].flatMap((alert) => {
    const known = before.get(alert.id);
    if (known?.state === alert.state) return [];
    if (known === undefined && alert.state !== 'firing') return [];
    const { word } = severityShape[alert.severity];
    return [`${word} alert ${alert.state}: ${alertTitle(alert)}.`];
  });
  if (sentences.length === 0) return undefined;
  if (sentences.length <= 3) return sentences.join(' ');
  return `${sentences.length} alerts changed. ${sentences[0] ?? ''}`;
}
