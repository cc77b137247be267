import type { Labels } from '@m4max/contracts';
import { z } from 'zod';
import { fingerprint } from './fingerprint.ts';
import { severityOf } from './severity.ts';
import type { Report } from './transition.ts';

/** How label names are read, as Alertmanager's flag says it: any text, or only the classic letters. */
export const LabelNames = z.enum(['utf8', 'classic']);
export type LabelNames = z.infer<typeof LabelNames>;

/** An alert that somebody pushed, its times read. */
export type PushedAlert = {
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt?: Date;
  readonly endsAt?: Date;
  readonly generatorUrl?: string;
};

/** How long a pushed alert lives whose end nobody gave. */
const RESOLVE_TIMEOUT_SECONDS = 5 * 60;

/** What one alert may carry; a mistaken exporter must not fill the store. */
const MOST = { labels: 64, nameLength: 128, valueLength: 2048, annotationsLength: 16_384 };

/** Why an alert is not taken, in Alertmanager's words; nothing when it is. */
export function pushFault(alert: PushedAlert, names: LabelNames): string | undefined {
  const labels = Object.entries(withoutEmpty(alert.labels));
  const annotations = Object.entries(alert.annotations);
  if (labels.length === 0) return 'at least one label pair required';
  for (const [name] of labels)
    if (!isName(name, names)) return `invalid label set: invalid name ${JSON.stringify(name)}`;
  for (const [name] of annotations)
    if (!isName(name, names)) return `invalid annotations: invalid name ${JSON.stringify(name)}`;
  if (alert.startsAt !== undefined && alert.endsAt !== undefined && alert.endsAt < alert.startsAt)
    return 'start time must be before end time';
  if (labels.length > MOST.labels) return `more than ${MOST.labels} labels`;
  for (const [name, value] of labels) {
    if (name.length > MOST.nameLength) return `a label name is longer than ${MOST.nameLength}`;
    if (value.length > MOST.valueLength)
      return `the value of label ${name} is longer than ${MOST.valueLength}`;
  }
  const length = annotations.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (length > MOST.annotationsLength)
    return `the annotations are longer than ${MOST.annotationsLength} together`;
  return undefined;
}

/** What a push says, with its open ends filled as Alertmanager fills them. */
export function pushReport(
  alert: PushedAlert,
  context: {
    readonly sourceName: string;
    readonly groupOf: (ruleName: string) => string | undefined;
    readonly now: Date;
  },
): Report {
  const { sourceName, groupOf, now } = context;
  const labels = withoutEmpty(alert.labels);
  const { annotations } = alert;
  const rule_name = labels.alertname ?? '';
  const startsAt = alert.startsAt ?? (alert.endsAt !== undefined ? alert.endsAt : now);
  const assumed = new Date(now.getTime() + RESOLVE_TIMEOUT_SECONDS * 1000);
  return {
    fingerprint: fingerprint(labels),
    source: {
      name: sourceName,
      started_at: startsAt.toISOString(),
      ends_at: (alert.endsAt ?? assumed).toISOString(),
      ...(alert.endsAt === undefined ? { ends_at_assumed: true } : {}),
      ...(alert.generatorUrl === undefined ? {} : { generator_url: alert.generatorUrl }),
    },
    facts: {
      rule_name,
      group: groupOf(rule_name) ?? labels.group ?? 'pushed',
      severity: severityOf(labels),
      labels,
      annotations,
    },
    message: annotations.description ?? annotations.summary ?? annotations.message ?? rule_name,
  };
}

function withoutEmpty(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
}

function isName(name: string, names: LabelNames): boolean {
  return names === 'utf8' ? name !== '' : /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}
