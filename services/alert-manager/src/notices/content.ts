import type { Alert } from '@m4max/contracts';
import type { Notice } from './notice.ts';

/** What a person reads, before a channel gives it its form. All of it may come from strangers: escape it. */
export type Content = {
  readonly title: string;
  readonly summary: string;
  readonly facts: readonly Fact[];
  readonly links: readonly { readonly text: string; readonly url: string }[];
};
type Fact = { readonly name: string; readonly value: string };

const MOST_LABELS = 20;

export function contentOf(notice: Notice, externalUrl: string): Content {
  const { alert, about, test } = notice;
  const where = alert.labels.host ?? alert.labels.instance;
  const title = `[${about.toUpperCase()}] ${alert.severity.toUpperCase()} ${alert.rule_name}`;
  return {
    title: `${test ? '[TEST] ' : ''}${title}${where === undefined ? '' : ` on ${where}`}`,
    summary: alert.message.trim() || alert.rule_name || 'It has no message.',
    facts: [...factsOf(notice), ...labelFacts(alert)],
    links: [{ text: 'Board', url: externalUrl }, ...annotationLinks(alert)].filter(({ url }) =>
      isWebLink(url),
    ),
  };
}

function factsOf({ alert, at, receiver, because }: Notice): readonly Fact[] {
  const { value, threshold, unit = '', acknowledgement, annotations } = alert;
  const ended = alert.ended_at === undefined ? at : new Date(alert.ended_at);
  const facts: (Fact | undefined)[] = [
    fact('Since', `${alert.started_at} (${spanText(new Date(alert.started_at), ended)})`),
    fact('Ended', endText(alert)),
    fact('Value', value === undefined ? undefined : `${value} ${unit}`.trim()),
    fact('Limit', threshold === undefined ? undefined : `${threshold} ${unit}`.trim()),
    fact('Acknowledged', acknowledgement && `by ${acknowledgement.by} at ${acknowledgement.at}`),
    fact('Comment', acknowledgement?.comment),
    fact('Silent since', alert.silent_since),
    fact(
      'Top consumers',
      alert.top_consumers.map((it) => `${it.name} ${it.value} ${it.unit}`).join(', '),
    ),
    fact('Runbook', annotations.runbook ?? annotations.runbook_url),
    fact('Sent to', because === 'routed' ? receiver : `${receiver}: ${because}`),
  ];
  return facts.filter((it) => it !== undefined);
}

function endText({ ended_at, resolved_because }: Alert): string | undefined {
  if (ended_at === undefined || resolved_because === undefined) return ended_at;
  return `${ended_at} (${resolved_because})`;
}

function fact(name: string, value: string | undefined): Fact | undefined {
  return value === undefined || value === '' ? undefined : { name, value };
}

function labelFacts({ labels }: Alert): readonly Fact[] {
  return Object.entries(labels)
    .filter(([name]) => name !== 'alertname' && name !== 'severity')
    .slice(0, MOST_LABELS)
    .map(([name, value]) => ({ name, value }));
}

function annotationLinks({ annotations }: Alert): Content['links'] {
  const { runbook_url: runbook, dashboard_url: dashboard } = annotations;
  return [
    ...(runbook === undefined ? [] : [{ text: 'Runbook', url: runbook }]),
    ...(dashboard === undefined ? [] : [{ text: 'Dashboard', url: dashboard }]),
  ];
}

/** Only these become links: an annotation may hold `javascript:` just as well. */
function isWebLink(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}

function spanText(from: Date, to: Date): string {
  const seconds = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Cut by characters, not by halves of them, and marked as cut. */
export function shorten(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** A mail subject or a header must not start a line of its own. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
