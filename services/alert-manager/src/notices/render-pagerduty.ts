import type { Alert } from '@m4max/contracts';
import type { Content } from './content.ts';
import { shorten } from './content.ts';
import type { Notice } from './notice.ts';

const SUMMARY_CHARACTERS = 1024;
const MOST_BYTES = 512_000; // PagerDuty refuses more.

const ACTIONS = { firing: 'trigger', acknowledged: 'acknowledge', resolved: 'resolve' } as const;
const SEVERITIES = {
  info: 'info',
  warning: 'warning',
  critical: 'critical',
  emergency: 'critical',
} as const;

/** The body of an Events API v2 call; only a trigger carries what the incident shows. */
export function renderPagerduty(
  { alert, about, dedupKey }: Notice,
  content: Content,
  routingKey: string,
): object {
  const event = {
    routing_key: routingKey,
    event_action: ACTIONS[about],
    dedup_key: dedupKey,
  };
  if (about !== 'firing') return event;
  const payload = {
    summary: shorten(`${content.title}: ${content.summary}`, SUMMARY_CHARACTERS),
    source: shorten(alert.labels.host ?? alert.labels.instance ?? 'm4max fleet', 255),
    severity: SEVERITIES[alert.severity],
    timestamp: alert.started_at,
    component: alert.rule_name,
    group: alert.group,
    ...(alert.severity === 'emergency' ? { class: 'EMERGENCY' } : {}),
  };
  const whole = {
    ...event,
    client: 'M4 Max monitoring fleet',
    links: content.links.map(({ text, url }) => ({ href: url, text })),
    payload: { ...payload, custom_details: detailsOf(alert, content) },
  };
  if (Buffer.byteLength(JSON.stringify(whole)) <= MOST_BYTES) return whole;
  return {
    ...event,
    payload: { ...payload, custom_details: { left_out: 'The details are too large.' } },
  };
}

function detailsOf({ severity, labels, annotations }: Alert, { facts }: Content): object {
  return {
    severity,
    labels,
    annotations,
    ...Object.fromEntries(facts.map(({ name, value }) => [name, value])),
  };
}
